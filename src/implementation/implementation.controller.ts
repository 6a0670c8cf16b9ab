import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from '../http/access.js';
import { Decision, Sender, type Sent } from '../projects/decision.js';
import { WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { ChangeFinding, ChangeRequest, NewMilestone, ProgressReport, Savings } from './implementation.dto.js';

@ApiTags('implementation')
@Controller('projects/:id')
export class ImplementationController {
  constructor(private readonly decisions: ProjectDecisions) {}

  @Decision('milestones', 'milestone.record')
  recordMilestone(@Sender() sent: Sent, @Body() body: NewMilestone, @In() language: Language) {
    return this.decisions.act(sent, 'milestone.record', body, language);
  }

  @Decision('progress-reports', 'progress.report')
  reportProgress(@Sender() sent: Sent, @Body() body: ProgressReport, @In() language: Language) {
    return this.decisions.act(sent, 'progress.report', body, language);
  }

  @Decision('implementation/savings', 'savings.return')
  returnSavings(@Sender() sent: Sent, @Body() body: Savings, @In() language: Language) {
    return this.decisions.act(sent, 'savings.return', body, language);
  }

  @Decision('changes', 'change.request')
  requestChange(@Sender() sent: Sent, @Body() body: ChangeRequest, @In() language: Language) {
    return this.decisions.act(sent, 'change.request', body, language);
  }

  @Decision('changes/:no/approval', 'change.approve')
  approveChange(@Sender() sent: Sent, @Body() body: ChangeFinding, @In() language: Language) {
    return this.decisions.act(sent, 'change.approve', body, language);
  }

  @Decision('changes/:no/refusal', 'change.refuse')
  refuseChange(@Sender() sent: Sent, @Body() body: ChangeFinding, @In() language: Language) {
    return this.decisions.act(sent, 'change.refuse', body, language);
  }

  @Decision('suspension', 'project.suspend')
  suspend(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'project.suspend', body, language);
  }

  @Decision('resumption', 'project.resume')
  resume(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'project.resume', body, language);
  }
}
