import type { MigrationInterface, QueryRunner } from 'typeorm';

const own = `
  project_id integer not null references project,
  no integer not null,
  version integer not null,`;

/** What lives a small life of its own inside a project: one table for each kind. */
export class Parts1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table opinion (${own}
        state text not null constraint opinion_state check (state in ('requested', 'given', 'waived', 'void')),
        department_id integer not null references organisation,
        stance text constraint opinion_stance check (stance in ('agree', 'conditional', 'disagree')),
        text text,
        given_by integer references person,
        primary key (project_id, no)
      );
      create table seat (${own}
        state text not null constraint seat_state check (state in ('seated', 'voted', 'steppedBack', 'void')),
        round integer not null,
        person_id integer not null references person,
        -- The member, or their deputy.
        voted_by integer references person,
        choice text constraint seat_choice check (choice in ('approve', 'return', 'reject', 'abstain')),
        reason text,
        fields jsonb,
        primary key (project_id, no),
        constraint seat_is_one_per_person unique (project_id, round, person_id)
      );
      create table objection (${own}
        state text not null constraint objection_state check (state in ('filed', 'dismissed', 'upheld', 'void')),
        raised_by text not null,
        text text not null,
        finding text,
        recorded_by integer not null references person,
        primary key (project_id, no)
      );
      create table instalment (${own}
        state text not null constraint instalment_state check (state in ('issued', 'received', 'reversed')),
        share integer not null,
        document_id integer not null references document,
        amount_fen fen not null constraint instalment_positive check (amount_fen > 0),
        drawn jsonb not null,
        issued_on date not null,
        received_on date,
        reason text,
        primary key (project_id, no),
        foreign key (project_id, share) references share (project_id, no)
      );
      create table change (${own}
        state text not null constraint change_state check (state in ('requested', 'approved', 'refused', 'void')),
        subject text not null constraint change_subject check (subject in ('amount', 'site', 'content', 'schedule')),
        share integer,
        new_amount_fen fen,
        text text not null,
        finding text,
        requested_by integer references person,
        primary key (project_id, no)
      );
      create table inspection (${own}
        state text not null constraint inspection_state check (state in ('pending', 'rectifying', 'passed', 'void')),
        share integer not null,
        accepted_fen fen,
        quantity text,
        note text,
        rectify_by date,
        requested_by integer references person,
        inspected_by integer references person,
        primary key (project_id, no),
        foreign key (project_id, share) references share (project_id, no)
      );
      create table claim (${own}
        state text not null constraint claim_state check (state in ('drafted', 'submitted', 'returned', 'checked', 'paid', 'failed', 'refused', 'withdrawn', 'void')),
        share integer not null,
        claim_kind text not null constraint claim_kind check (claim_kind in ('advance', 'progress', 'final', 'retention')),
        lines jsonb not null,
        claimed_fen fen not null constraint claim_positive check (claimed_fen > 0),
        adjusted_fen fen,
        adjustments jsonb not null default '[]',
        approved_fen fen,
        offset_fen fen,
        offset_reason text,
        retained_fen fen,
        retained_until date,
        paid_fen fen,
        paid_on date,
        voucher text,
        refunded_fen fen not null default 0,
        movements jsonb not null default '[]',
        reason text,
        checked_on date,
        filed_by integer not null references person,
        submitted_by integer references person,
        checked_by integer references person,
        constraint claim_amounts_not_negative check (least(adjusted_fen, approved_fen, offset_fen, retained_fen, paid_fen, refunded_fen) >= 0),
        constraint claim_checked_whole check (num_nulls(adjusted_fen, approved_fen, offset_fen, retained_fen) in (0, 4)
          and (paid_fen is null or approved_fen is not null)),
        constraint claim_approved_adds_up check (approved_fen = claimed_fen - adjusted_fen),
        -- What is offset was paid as an advance, what is retained is paid later.
        constraint claim_paid_adds_up check (paid_fen = approved_fen - offset_fen - retained_fen),
        constraint claim_within_approved check (approved_fen >= offset_fen + retained_fen),
        constraint claim_retained_until_a_day check ((coalesce(retained_fen, 0) > 0) = (retained_until is not null)),
        constraint claim_refunded_within_paid check (refunded_fen <= coalesce(paid_fen, 0)),
        primary key (project_id, no),
        foreign key (project_id, share) references share (project_id, no)
      );
      create table self_evaluation (${own}
        state text not null constraint self_evaluation_state check (state in ('submitted', 'confirmed', 'returned')),
        year integer not null,
        target_met boolean not null,
        summary text not null,
        reason text,
        remedy text,
        finding text,
        submitted_by integer not null references person,
        primary key (project_id, no)
      );
      create table milestone (${own}
        state text not null constraint milestone_state check (state in ('recorded')),
        milestone text not null constraint milestone_kind check (milestone in ('tender', 'contract', 'start', 'finish')),
        reached_on date not null,
        amount_fen fen,
        note text,
        primary key (project_id, no)
      );
      create table progress (${own}
        state text not null constraint progress_state check (state in ('recorded')),
        percent integer not null constraint progress_percent check (percent between 0 and 100),
        spent_fen fen,
        note text not null,
        primary key (project_id, no)
      );
      create table spot_check (${own}
        state text not null constraint spot_check_state check (state in ('recorded')),
        share integer not null,
        passed boolean not null,
        note text not null,
        primary key (project_id, no),
        foreign key (project_id, share) references share (project_id, no)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table spot_check, progress, milestone, self_evaluation, claim, inspection, change, instalment, objection, seat, opinion
    `);
  }
}
