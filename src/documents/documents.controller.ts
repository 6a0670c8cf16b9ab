import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Member } from '../../workflows/actor.js';
import type { Request } from '../door/once.js';
import { Acting, Keyed, In, Roles } from '../http/access.js';
import { PaperDownload } from '../papers/paper-download.js';
import { numberIn } from '../projects/decision.js';
import type { Language } from '../texts/texts.js';
import { DocumentConfirmation, DocumentQuery, DocumentVoidance, NewDocument } from './document.dto.js';
import { DocumentQueries } from './document.queries.js';
import { DocumentService } from './document.service.js';

@ApiTags('documents')
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentService,
    private readonly queries: DocumentQueries,
    private readonly downloads: PaperDownload,
  ) {}

  @Roles('cityManager', 'cityFinance', 'cityReviewer', 'auditor')
  @Get()
  list(@Acting() member: Member, @Query() query: DocumentQuery, @In() language: Language) {
    return this.queries.list(member, query, language);
  }

  @Roles('cityManager', 'cityFinance', 'cityReviewer', 'auditor')
  @Get(':id')
  show(@Acting() member: Member, @Param('id') id: string, @In() language: Language) {
    return this.queries.show(member, numberIn(id), language);
  }

  @Roles('cityManager', 'cityFinance', 'cityReviewer', 'auditor')
  @Get(':id/scan/content')
  async scan(
    @Acting() member: Member,
    @Param('id') id: string,
    @Headers('range') range: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scan = await this.queries.scan(member, numberIn(id));
    const { status, headers, content } = await this.downloads.hand(scan, `document-${id}`, range);
    await reply.status(status).headers(headers).send(content);
  }

  @Roles('cityManager', 'cityFinance')
  @Post()
  record(@Acting() member: Member, @Keyed() request: Request, @Body() body: NewDocument) {
    return this.documents.record(member, request, body);
  }

  @Roles('cityManager', 'cityFinance')
  @Post(':id/confirmation')
  confirm(
    @Acting() member: Member,
    @Keyed() request: Request,
    @Param('id') id: string,
    @Body() body: DocumentConfirmation,
  ) {
    return this.documents.confirm(member, request, numberIn(id), body);
  }

  @Roles('cityManager', 'cityFinance')
  @Post(':id/voidance')
  void(@Acting() member: Member, @Keyed() request: Request, @Param('id') id: string, @Body() body: DocumentVoidance) {
    return this.documents.void(member, request, numberIn(id), body.version, body.reason);
  }
}
