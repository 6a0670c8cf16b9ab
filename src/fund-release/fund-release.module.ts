import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { FundReleaseController } from './fund-release.controller.js';

@Module({ imports: [ProjectsModule], controllers: [FundReleaseController] })
export class FundReleaseModule {}
