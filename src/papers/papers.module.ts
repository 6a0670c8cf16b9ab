import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { PapersController } from './papers.controller.js';

@Module({ imports: [ProjectsModule], controllers: [PapersController] })
export class PapersModule {}
