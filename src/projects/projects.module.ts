import { Module } from '@nestjs/common';
import { ProjectDecisions } from './project-decisions.js';
import { ProjectQueries } from './project.queries.js';
import { ProjectReader } from './project.reader.js';
import { ProjectsController } from './projects.controller.js';
import { RevisionQueries } from './revision.queries.js';

@Module({
  controllers: [ProjectsController],
  providers: [ProjectDecisions, ProjectQueries, ProjectReader, RevisionQueries],
  exports: [ProjectDecisions, ProjectQueries, ProjectReader, RevisionQueries],
})
export class ProjectsModule {}
