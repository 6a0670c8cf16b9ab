import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { ClaimHints } from './claim-hints.js';
import { ReimbursementController } from './reimbursement.controller.js';

@Module({ imports: [ProjectsModule], controllers: [ReimbursementController], providers: [ClaimHints] })
export class ReimbursementModule {}
