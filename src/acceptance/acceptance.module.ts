import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { AcceptanceController } from './acceptance.controller.js';

@Module({ imports: [ProjectsModule], controllers: [AcceptanceController] })
export class AcceptanceModule {}
