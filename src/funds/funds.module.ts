import { Module } from '@nestjs/common';
import { FundYearsController } from './fund-years.controller.js';

@Module({ controllers: [FundYearsController] })
export class FundsModule {}
