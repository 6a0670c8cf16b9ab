import { Body, Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Member } from '../../workflows/actor.js';
import { Acting, In, Roles } from '../http/access.js';
import { Decision, numberIn, Sender, type Sent } from '../projects/decision.js';
import { WithReason } from '../projects/decision.dto.js';
import { ProjectDecisions } from '../projects/project-decisions.js';
import type { Language } from '../texts/texts.js';
import { ClaimHints } from './claim-hints.js';
import {
  ClaimCheck,
  ClaimRevision,
  ClaimSubmission,
  NewClaim,
  PayeeRefund,
  Payment,
  PaymentReversal,
  RefundConfirmation,
  RetentionGivenUp,
  Settlement,
} from './reimbursement.dto.js';

@ApiTags('reimbursement')
@Controller('projects/:id')
export class ReimbursementController {
  constructor(
    private readonly decisions: ProjectDecisions,
    private readonly claimHints: ClaimHints,
  ) {}

  @Roles('countyFinance', 'cityFinance')
  @Get('claims/:no/hints')
  hints(@Acting() member: Member, @Param('id') id: string, @Param('no') no: string) {
    return this.claimHints.of(member, numberIn(id), numberIn(no));
  }

  @Decision('claims', 'claim.draft')
  draftClaim(@Sender() sent: Sent, @Body() body: NewClaim, @In() language: Language) {
    return this.decisions.act(sent, 'claim.draft', body, language);
  }

  @Decision('claims/:no/revision', 'claim.revise')
  reviseClaim(@Sender() sent: Sent, @Body() body: ClaimRevision, @In() language: Language) {
    return this.decisions.act(sent, 'claim.revise', body, language);
  }

  @Decision('claims/:no/submission', 'claim.submit')
  submitClaim(@Sender() sent: Sent, @Body() body: ClaimSubmission, @In() language: Language) {
    return this.decisions.act(sent, 'claim.submit', body, language);
  }

  @Decision('claims/:no/withdrawal', 'claim.withdraw')
  withdrawClaim(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'claim.withdraw', body, language);
  }

  @Decision('claims/:no/check', 'claim.check')
  checkClaim(@Sender() sent: Sent, @Body() body: ClaimCheck, @In() language: Language) {
    return this.decisions.act(sent, 'claim.check', body, language);
  }

  @Decision('claims/:no/return', 'claim.return')
  returnClaim(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'claim.return', body, language);
  }

  @Decision('claims/:no/refusal', 'claim.refuse')
  refuseClaim(@Sender() sent: Sent, @Body() body: WithReason, @In() language: Language) {
    return this.decisions.act(sent, 'claim.refuse', body, language);
  }

  @Decision('claims/:no/payment', 'claim.pay')
  payClaim(@Sender() sent: Sent, @Body() body: Payment, @In() language: Language) {
    return this.decisions.act(sent, 'claim.pay', body, language);
  }

  @Decision('claims/:no/payment-reversal', 'claim.reversePayment')
  reversePayment(@Sender() sent: Sent, @Body() body: PaymentReversal, @In() language: Language) {
    return this.decisions.act(sent, 'claim.reversePayment', body, language);
  }

  @Decision('claims/:no/refund', 'claim.refund')
  refundClaim(@Sender() sent: Sent, @Body() body: PayeeRefund, @In() language: Language) {
    return this.decisions.act(sent, 'claim.refund', body, language);
  }

  @Decision('reimbursement/retention-given-up', 'retention.giveUp')
  giveUpRetention(@Sender() sent: Sent, @Body() body: RetentionGivenUp, @In() language: Language) {
    return this.decisions.act(sent, 'retention.giveUp', body, language);
  }

  @Decision('reimbursement/settlement', 'reimbursement.settle')
  settle(@Sender() sent: Sent, @Body() body: Settlement, @In() language: Language) {
    return this.decisions.act(sent, 'reimbursement.settle', body, language);
  }

  @Decision('reimbursement/refund', 'refund.confirm')
  confirmRefund(@Sender() sent: Sent, @Body() body: RefundConfirmation, @In() language: Language) {
    return this.decisions.act(sent, 'refund.confirm', body, language);
  }
}
