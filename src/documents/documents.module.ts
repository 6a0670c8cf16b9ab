import { Module } from '@nestjs/common';
import { DocumentQueries } from './document.queries.js';
import { DocumentService } from './document.service.js';
import { DocumentsController } from './documents.controller.js';

@Module({ controllers: [DocumentsController], providers: [DocumentService, DocumentQueries] })
export class DocumentsModule {}
