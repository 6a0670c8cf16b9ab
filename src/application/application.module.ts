import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { ApplicationController } from './application.controller.js';
import { DraftController } from './draft.controller.js';
import { DraftService } from './draft.service.js';

@Module({ imports: [ProjectsModule], controllers: [DraftController, ApplicationController], providers: [DraftService] })
export class ApplicationModule {}
