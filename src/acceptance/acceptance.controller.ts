import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from '../http/access.js';
import { Decision, Sender, type Sent } from '../projects/decision.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import {
  AcceptanceRequest,
  Passing,
  RectificationOrder,
  RectificationReport,
  SpotCheckFailing,
  SpotCheckPassing,
} from './acceptance.dto.js';

@ApiTags('acceptance')
@Controller('projects/:id')
export class AcceptanceController {
  constructor(private readonly decisions: ProjectDecisions) {}

  @Decision('acceptance/request', 'acceptance.request')
  request(@Sender() sent: Sent, @Body() body: AcceptanceRequest, @In() language: Language) {
    return this.decisions.act(sent, 'acceptance.request', body, language);
  }

  @Decision('inspections/:no/passing', 'inspection.pass')
  pass(@Sender() sent: Sent, @Body() body: Passing, @In() language: Language) {
    return this.decisions.act(sent, 'inspection.pass', body, language);
  }

  @Decision('inspections/:no/rectification-order', 'inspection.requireRectification')
  requireRectification(@Sender() sent: Sent, @Body() body: RectificationOrder, @In() language: Language) {
    return this.decisions.act(sent, 'inspection.requireRectification', body, language);
  }

  @Decision('inspections/:no/rectification-report', 'inspection.reportRectified')
  reportRectified(@Sender() sent: Sent, @Body() body: RectificationReport, @In() language: Language) {
    return this.decisions.act(sent, 'inspection.reportRectified', body, language);
  }

  @Decision('inspections/:no/spot-check-passing', 'spotCheck.pass')
  passSpotCheck(@Sender() sent: Sent, @Body() body: SpotCheckPassing, @In() language: Language) {
    return this.decisions.act(sent, 'spotCheck.pass', body, language);
  }

  @Decision('inspections/:no/spot-check-failing', 'spotCheck.fail')
  failSpotCheck(@Sender() sent: Sent, @Body() body: SpotCheckFailing, @In() language: Language) {
    return this.decisions.act(sent, 'spotCheck.fail', body, language);
  }
}
