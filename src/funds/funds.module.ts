import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { BudgetController } from './budget.controller.js';
import { BudgetService } from './budget.service.js';
import { ClosingController } from './closing.controller.js';
import { FundYearsController } from './fund-years.controller.js';
import { FundYearDecisions } from './fund-year-decisions.js';
import { FundsArrival, fundsArrivalQueue } from './funds-arrival.js';
import { IncomeController } from './income.controller.js';
import { LeviesController } from './levies.controller.js';

@Module({
  imports: [BullModule.registerQueue({ name: fundsArrivalQueue })],
  controllers: [FundYearsController, BudgetController, IncomeController, LeviesController, ClosingController],
  providers: [FundsArrival, BudgetService, FundYearDecisions],
  exports: [BullModule],
})
export class FundsModule {}
