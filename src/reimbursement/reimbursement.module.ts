import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { ReimbursementController } from './reimbursement.controller.js';

@Module({ imports: [ProjectsModule], controllers: [ReimbursementController] })
export class ReimbursementModule {}
