import { Module } from '@nestjs/common';
import { FundsModule } from '../funds/funds.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { FundReleaseController } from './fund-release.controller.js';
import { FundsArrivalProcessor } from './funds-arrival.processor.js';

@Module({
  imports: [ProjectsModule, FundsModule],
  controllers: [FundReleaseController],
  providers: [FundsArrivalProcessor],
})
export class FundReleaseModule {}
