import { join } from 'node:path';
import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module.js';
import { ContentStore, contentStoreIn } from './content-store.js';
import { PaperDownload } from './paper-download.js';
import { PaperSweepProcessor, paperSweepQueue } from './paper-sweep.processor.js';
import { PaperSweep } from './paper-sweep.js';
import { PapersController } from './papers.controller.js';
import { ARRIVING, UploadService } from './upload.service.js';
import { UploadsController } from './uploads.controller.js';

@Module({})
export class PapersModule {
  /** Papers below the data folder: what arrives, and what is kept by its hash. */
  static for(dataDir: string): DynamicModule {
    return {
      module: PapersModule,
      imports: [ProjectsModule, BullModule.registerQueue({ name: paperSweepQueue })],
      controllers: [PapersController, UploadsController],
      providers: [
        { provide: ContentStore, useFactory: () => contentStoreIn(dataDir) },
        { provide: ARRIVING, useValue: join(dataDir, 'papers', 'arriving') },
        UploadService,
        PaperDownload,
        PaperSweep,
        PaperSweepProcessor,
      ],
    };
  }
}
