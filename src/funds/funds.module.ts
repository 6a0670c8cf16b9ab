import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { BudgetController } from './budget.controller.js';
import { BudgetService } from './budget.service.js';
import { FundYearsController } from './fund-years.controller.js';
import { FundsArrival, fundsArrivalQueue } from './funds-arrival.js';

@Module({
  imports: [BullModule.registerQueue({ name: fundsArrivalQueue })],
  controllers: [FundYearsController, BudgetController],
  providers: [FundsArrival, BudgetService],
  exports: [BullModule],
})
export class FundsModule {}
