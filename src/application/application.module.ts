import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { ApplicationController } from './application.controller.js';
import { Comparisons } from './comparisons.js';
import { DraftController } from './draft.controller.js';
import { DraftService } from './draft.service.js';
import { DraftTrail } from './draft-trail.queries.js';
import { DraftWriters } from './draft-writers.js';
import { RevisionsController } from './revisions.controller.js';
import { SimilarProjects } from './similar.queries.js';

@Module({
  imports: [ProjectsModule],
  controllers: [DraftController, RevisionsController, ApplicationController],
  providers: [DraftService, DraftTrail, DraftWriters, Comparisons, SimilarProjects],
})
export class ApplicationModule {}
