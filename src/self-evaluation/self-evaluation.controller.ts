import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from '../http/access.js';
import { Decision, Sender, type Sent } from '../projects/decision.js';
import { WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { NewSelfEvaluation, SelfEvaluationConfirmation } from './self-evaluation.dto.js';

@ApiTags('self-evaluation')
@Controller('projects/:id')
export class SelfEvaluationController {
  constructor(private readonly decisions: ProjectDecisions) {}

  @Decision('self-evaluations', 'selfEvaluation.submit')
  submit(@Sender() sent: Sent, @Body() body: NewSelfEvaluation, @In() language: Language) {
    return this.decisions.act(sent, 'selfEvaluation.submit', body, language);
  }

  @Decision('self-evaluations/:no/confirmation', 'selfEvaluation.confirm')
  confirm(@Sender() sent: Sent, @Body() body: SelfEvaluationConfirmation, @In() language: Language) {
    return this.decisions.act(sent, 'selfEvaluation.confirm', body, language);
  }

  @Decision('self-evaluations/:no/return', 'selfEvaluation.return')
  return(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'selfEvaluation.return', body, language);
  }
}
