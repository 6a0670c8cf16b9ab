import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { BookCheckProcessor, bookCheckQueue } from './book-check.processor.js';
import { BookChecksController } from './book-checks.controller.js';
import { LedgerController } from './ledger.controller.js';

@Module({
  imports: [BullModule.registerQueue({ name: bookCheckQueue })],
  controllers: [LedgerController, BookChecksController],
  providers: [BookCheckProcessor],
})
export class LedgerModule {}
