import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller.js';
import { NoticesProcessor, noticesQueue } from './notices.processor.js';

@Module({
  imports: [BullModule.registerQueue({ name: noticesQueue })],
  controllers: [NoticesController],
  providers: [NoticesProcessor],
})
export class NoticesModule {}
