import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { ImplementationController } from './implementation.controller.js';

@Module({ imports: [ProjectsModule], controllers: [ImplementationController] })
export class ImplementationModule {}
