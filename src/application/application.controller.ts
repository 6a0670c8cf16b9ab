import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from '../http/access.js';
import { Decision, Sender, type Sent } from '../projects/decision.js';
import { ReturnForCorrection, WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { Endorsement, Submission } from './application.dto.js';

@ApiTags('application')
@Controller('projects/:id')
export class ApplicationController {
  constructor(private readonly decisions: ProjectDecisions) {}

  @Decision('application/submission', 'application.submit')
  submit(@Sender() sent: Sent, @Body() body: Submission, @In() language: Language) {
    return this.decisions.act(sent, 'application.submit', body, language);
  }

  @Decision('application/endorsement', 'application.endorse')
  endorse(@Sender() sent: Sent, @Body() body: Endorsement, @In() language: Language) {
    return this.decisions.act(sent, 'application.endorse', body, language);
  }

  @Decision('application/return', 'application.return')
  return(@Sender() sent: Sent, @Body() body: ReturnForCorrection, @In() language: Language) {
    return this.decisions.act(sent, 'application.return', body, language);
  }

  @Decision('application/recall', 'application.recall')
  recall(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'application.recall', body, language);
  }

  @Decision('application/endorsement-recall', 'endorsement.recall')
  recallEndorsement(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'endorsement.recall', body, language);
  }

  @Decision('application/withdrawal', 'application.withdraw')
  withdraw(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'application.withdraw', body, language);
  }
}
