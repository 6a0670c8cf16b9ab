import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { SelfEvaluationController } from './self-evaluation.controller.js';

@Module({ imports: [ProjectsModule], controllers: [SelfEvaluationController] })
export class SelfEvaluationModule {}
