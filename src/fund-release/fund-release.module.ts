import { Module } from '@nestjs/common';
import { FundsModule } from '../funds/funds.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { FundReleaseController } from './fund-release.controller.js';
import { FundsArrivalProcessor } from './funds-arrival.processor.js';
import { FundsQueueController } from './funds-queue.controller.js';

@Module({
  imports: [ProjectsModule, FundsModule],
  controllers: [FundReleaseController, FundsQueueController],
  providers: [FundsArrivalProcessor],
})
export class FundReleaseModule {}
