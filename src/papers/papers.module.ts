import { join } from 'node:path';
import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../config.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { ContentStore } from './content-store.js';
import { openContentStore } from './open-content-store.js';
import { PaperDownload } from './paper-download.js';
import { PaperSweepProcessor, paperSweepQueue } from './paper-sweep.processor.js';
import { PaperSweep } from './paper-sweep.js';
import { PapersController } from './papers.controller.js';
import { ARRIVING, UploadService } from './upload.service.js';
import { UploadsController } from './uploads.controller.js';

@Module({})
export class PapersModule {
  /** What arrives below the data folder, and what is kept by its hash. */
  static for(config: Config): DynamicModule {
    return {
      module: PapersModule,
      global: true,
      imports: [ProjectsModule, BullModule.registerQueue({ name: paperSweepQueue })],
      controllers: [PapersController, UploadsController],
      providers: [
        { provide: ContentStore, useFactory: () => openContentStore(config) },
        { provide: ARRIVING, useValue: join(config.dataDir, 'papers', 'arriving') },
        UploadService,
        PaperDownload,
        PaperSweep,
        PaperSweepProcessor,
      ],
      exports: [PaperDownload],
    };
  }
}
