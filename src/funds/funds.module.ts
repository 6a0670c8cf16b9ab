import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { FundYearsController } from './fund-years.controller.js';
import { FundsArrival, fundsArrivalQueue } from './funds-arrival.js';

@Module({
  imports: [BullModule.registerQueue({ name: fundsArrivalQueue })],
  controllers: [FundYearsController],
  providers: [FundsArrival],
  exports: [BullModule],
})
export class FundsModule {}
