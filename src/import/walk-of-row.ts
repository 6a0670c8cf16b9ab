import { DomainError } from '../../workflows/values/domain-error.js';
import type { LocalDate } from '../../workflows/values/local-date.js';
import { subtract, zero } from '../../workflows/values/money.js';
import type { ProjectRow } from './programme.js';
import type { StepName, Timetable } from './timetable.js';
import type { Walk } from './walk.js';

/**
 * What happened to a project by what its row says, up to the state that the row leads to. Every step is an ordinary event;
 * the door refuses what cannot have been.
 */
export function tellRow(walk: Walk, row: ProjectRow, timetable: Timetable): void {
  let before: LocalDate | undefined;
  const on = (step: StepName): Walk => {
    const day = timetable.dayOf(step, row);
    if (before && day < before) {
      throw new DomainError('invalid', 'import.days-reversed', { project: row.code, step, date: day, earlier: before });
    }
    before = day;
    return walk.on(day);
  };
  review(on, row);
  switch (row.outcome.state) {
    case 'fundRelease.waitingForFunds':
      if (row.mode === 'build_first') buildFirst(on, row);
      on('wait').does('finance-1', { type: 'release.wait', reason: '上缴资金未足额到位，待下年预算安排' });
      break;
    case 'fundRelease.awaiting':
      if (row.mode === 'build_first') buildFirst(on, row);
      if (row.released > zero) on('release').decidedBy('release', row.released);
      break;
    case 'completed':
    case 'implementation.underway':
    case 'reimbursement.claiming':
      spend(on, row);
  }
  on('evaluate').evaluated(row.shortfall, row);
  on('confirm').evaluationConfirmed();
}

type On = (step: StepName) => Walk;

function review(on: On, { mode, approved }: ProjectRow): void {
  on('submit').submitted();
  on('endorse').endorsed();
  on('accept').accepted();
  on('vote').carried(approved);
  if (mode === 'filing') {
    on('consent').consented();
    on('government').decidedBy('government', approved);
  }
  on('noticeEnd').noticeEnded();
  on('approve').decidedBy('approval', approved);
}

function spend(on: On, row: ProjectRow): void {
  const { mode, released } = row;
  if (mode === 'build_first') buildFirst(on, row);
  on('release').decidedBy('release', released);
  // The transfer is itself receipt and payment.
  if (mode === 'direct_transfer') return;
  on('receive').received();
  if (mode === 'standard' || mode === 'filing') on('start').started();
  claimPaidPart(on, row);
  if (mode === 'standard' || mode === 'filing') build(on, row);
  claimRest(on, row);
}

function buildFirst(on: On, row: ProjectRow): void {
  on('start').started();
  build(on, row);
}

/** The work, up to its acceptance; only some way where it still goes on. What nothing was released for was accepted as approved. */
function build(on: On, { outcome, approved, released }: ProjectRow): void {
  if (outcome.state === 'implementation.underway') {
    on('progress').progressed(90, '主体已完成，待余下资金到位');
    return;
  }
  on('progress').progressed(100, '已完工');
  on('request').acceptanceRequested();
  on('inspect').inspected(released > zero ? released : approved);
}

/** What was paid by the year's end while more is still to come: a progress claim on its way through finance. */
function claimPaidPart(on: On, { mode, released, paid, outcome }: ProjectRow): void {
  const early = outcome.state !== 'completed' || mode === 'actual_cost';
  if (!early || paid === zero) return;
  // Before the acceptance nothing is final, even where nothing is left.
  const isFinal = paid === released && outcome.state !== 'implementation.underway';
  on('claim').claimed(isFinal ? 'final' : 'progress', paid);
  on('pay').claimChecked(paid).claimPaid();
}

function claimRest(on: On, { mode, released, paid, outcome }: ProjectRow): void {
  const rest = subtract(released, paid);
  if (outcome.state === 'completed') {
    if (mode !== 'actual_cost') {
      on('finalClaim').claimed('final', released);
      on('finalPay').claimChecked(released).claimPaid();
    }
    on('settle').settled();
  } else if (outcome.rest === 'submitted' && rest > zero) {
    on('finalClaim').claimed(outcome.state === 'implementation.underway' ? 'progress' : 'final', rest);
  }
}
