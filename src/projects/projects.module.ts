import { Module } from '@nestjs/common';
import { ProjectDecisions } from './project-decisions.js';
import { ProjectQueries } from './project.queries.js';
import { ProjectReader } from './project.reader.js';
import { ProjectsController } from './projects.controller.js';

@Module({
  controllers: [ProjectsController],
  providers: [ProjectDecisions, ProjectQueries, ProjectReader],
  exports: [ProjectDecisions, ProjectQueries, ProjectReader],
})
export class ProjectsModule {}
