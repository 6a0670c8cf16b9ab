import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { CityReviewController } from './city-review.controller.js';
import { NoticeEndProcessor, noticeEndQueue } from './notice-end.processor.js';

@Module({
  imports: [ProjectsModule, BullModule.registerQueue({ name: noticeEndQueue })],
  controllers: [CityReviewController],
  providers: [NoticeEndProcessor],
})
export class CityReviewModule {}
