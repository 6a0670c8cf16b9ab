import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from '../http/access.js';
import { Decision, Sender, type Sent } from '../projects/decision.js';
import { WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { PapersAdded } from './paper.dto.js';

@ApiTags('papers')
@Controller('projects/:id')
export class PapersController {
  constructor(private readonly decisions: ProjectDecisions) {}

  @Decision('papers', 'paper.add')
  add(@Sender() sent: Sent, @Body() body: PapersAdded, @In() language: Language) {
    return this.decisions.act(sent, 'paper.add', body, language);
  }

  @Decision('papers/:no/voidance', 'paper.void')
  void(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'paper.void', body, language);
  }
}
