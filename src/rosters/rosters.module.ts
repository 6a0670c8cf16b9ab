import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../config.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { PersonalKeys } from './personal-keys.js';
import { RostersController } from './rosters.controller.js';
import { RostersService } from './rosters.service.js';

@Module({})
export class RostersModule {
  static for({ personalDataKeys, dataDir, production }: Config): DynamicModule {
    const keys = () => PersonalKeys.open(personalDataKeys, dataDir, production ?? false);
    return {
      module: RostersModule,
      imports: [ProjectsModule],
      controllers: [RostersController],
      providers: [{ provide: PersonalKeys, useFactory: keys }, RostersService],
    };
  }
}
