import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from '../http/access.js';
import { Decision, Seen, Sender, type Sent } from '../projects/decision.js';
import { ReturnForCorrection, WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { Ballot, FilingConsent, Finding, Intake, NewObjection, OpinionStatement, Vote } from './city-review.dto.js';

@ApiTags('city-review')
@Controller('projects/:id')
export class CityReviewController {
  constructor(private readonly decisions: ProjectDecisions) {}

  @Decision('city-review/acceptance', 'review.accept')
  accept(@Sender() sent: Sent, @Body() body: Intake, @In() language: Language) {
    return this.decisions.act(sent, 'review.accept', body, language);
  }

  @Decision('city-review/return', 'review.return')
  return(@Sender() sent: Sent, @Body() body: ReturnForCorrection, @In() language: Language) {
    return this.decisions.act(sent, 'review.return', body, language);
  }

  @Decision('opinions/:no/statement', 'opinion.give')
  giveOpinion(@Sender() sent: Sent, @Body() body: OpinionStatement, @In() language: Language) {
    return this.decisions.act(sent, 'opinion.give', body, language);
  }

  @Decision('opinions/:no/waiver', 'opinion.waive')
  waiveOpinion(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'opinion.waive', body, language);
  }

  @Decision('city-review/ballot', 'review.putToVote')
  putToVote(@Sender() sent: Sent, @Body() body: Ballot, @In() language: Language) {
    return this.decisions.act(sent, 'review.putToVote', body, language);
  }

  @Decision('seats/:no/vote', 'seat.vote')
  vote(@Sender() sent: Sent, @Body() body: Vote, @In() language: Language) {
    return this.decisions.act(sent, 'seat.vote', body, language);
  }

  @Decision('seats/:no/stepping-back', 'seat.stepBack')
  stepBack(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'seat.stepBack', body, language);
  }

  @Decision('city-review/conclusion', 'review.concludePanel')
  concludePanel(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'review.concludePanel', body, language);
  }

  @Decision('city-review/filing-consent', 'review.consent')
  consent(@Sender() sent: Sent, @Body() body: FilingConsent, @In() language: Language) {
    return this.decisions.act(sent, 'review.consent', body, language);
  }

  @Decision('objections', 'objection.file')
  fileObjection(@Sender() sent: Sent, @Body() body: NewObjection, @In() language: Language) {
    return this.decisions.act(sent, 'objection.file', body, language);
  }

  @Decision('objections/:no/dismissal', 'objection.dismiss')
  dismissObjection(@Sender() sent: Sent, @Body() body: Finding, @In() language: Language) {
    return this.decisions.act(sent, 'objection.dismiss', body, language);
  }

  @Decision('objections/:no/upholding', 'objection.uphold')
  upholdObjection(@Sender() sent: Sent, @Body() body: Finding, @In() language: Language) {
    return this.decisions.act(sent, 'objection.uphold', body, language);
  }

  @Decision('city-review/notice-end', 'review.endNotice')
  endNotice(@Sender() sent: Sent, @Body() body: Seen, @In() language: Language) {
    return this.decisions.act(sent, 'review.endNotice', body, language);
  }
}
