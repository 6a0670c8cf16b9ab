import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from '../http/access.js';
import { Decision, Seen, Sender, type Sent } from '../projects/decision.js';
import { WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { Receipt } from './fund-release.dto.js';

@ApiTags('fund-release')
@Controller('projects/:id')
export class FundReleaseController {
  constructor(private readonly decisions: ProjectDecisions) {}

  @Decision('fund-release/wait', 'release.wait')
  wait(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'release.wait', body, language);
  }

  @Decision('fund-release/arrival', 'release.fundsArrived')
  fundsArrived(@Sender() sent: Sent, @Body() body: Seen, @In() language: Language) {
    return this.decisions.act(sent, 'release.fundsArrived', body, language);
  }

  @Decision('instalments/:no/receipt', 'instalment.confirm')
  confirmReceipt(@Sender() sent: Sent, @Body() body: Receipt, @In() language: Language) {
    return this.decisions.act(sent, 'instalment.confirm', body, language);
  }

  @Decision('instalments/:no/reversal', 'instalment.reverse')
  reverse(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'instalment.reverse', body, language);
  }
}
