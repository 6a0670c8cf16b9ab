import { Body, Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Member } from '../../workflows/actor.js';
import { Acting, In, SignedIn } from '../http/access.js';
import { Decision, numberIn, Sender, type Sent } from '../projects/decision.js';
import { WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { PaperDownload } from './paper-download.js';
import { PapersAdded } from './paper.dto.js';

@ApiTags('papers')
@Controller('projects/:id')
export class PapersController {
  constructor(
    private readonly decisions: ProjectDecisions,
    private readonly downloads: PaperDownload,
  ) {}

  @Decision('papers', 'paper.add')
  add(@Sender() sent: Sent, @Body() body: PapersAdded, @In() language: Language) {
    return this.decisions.act(sent, 'paper.add', body, language);
  }

  @SignedIn()
  @Get('papers/:no/content')
  async content(
    @Acting() member: Member,
    @Param('id') id: string,
    @Param('no') no: string,
    @Headers('range') range: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { status, headers, content } = await this.downloads.open(member, numberIn(id), numberIn(no), range);
    await reply.status(status).headers(headers).send(content);
  }

  @Decision('papers/:no/voidance', 'paper.void')
  void(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'paper.void', body, language);
  }
}
