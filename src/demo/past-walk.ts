import type { LocalDate } from '../../workflows/values/local-date.js';
import { addDays } from '../../workflows/values/local-date.js';
import { type Fen, split } from '../../workflows/values/money.js';
import { type Calendar, isWorkingDay } from '../../workflows/values/working-days.js';
import type { NamedPaper, PaperClass } from '../../workflows/project/papers.js';
import { Walk, type Walker } from '../import/walk.js';
import type { People } from './city.js';
import type { SampleUploads } from './sample-uploads.js';

/** The working day so many working days before `today`; 0 is today, or the last one before it. */
export function workingDaysAgo(calendar: Calendar, today: LocalDate, count: number): LocalDate {
  let day = today;
  while (!isWorkingDay(calendar, day)) day = addDays(day, -1);
  for (let left = count; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** A walk whose days are counted back from today, in working days, and whose people bring papers. */
export class PastWalk extends Walk {
  constructor(
    people: People,
    cityRegion: string,
    project: Walker,
    readonly amount: Fen,
    private readonly ago: (count: number) => LocalDate,
    private readonly uploads: SampleUploads,
  ) {
    super(people, cityRegion, project);
  }

  at(count: number): this {
    return this.on(this.ago(count));
  }

  dayAt(count: number): LocalDate {
    return this.ago(count);
  }

  /** This many percent of the amount, rounded down to the fen. */
  percent(share: number): Fen {
    return split(this.amount, [BigInt(share), BigInt(100 - share)])[0]!;
  }

  protected override bringing(who: string, paperClass: PaperClass): { readonly papers: readonly NamedPaper[] } {
    return { papers: [this.uploads.add(this.person(who), paperClass, this.project.name)] };
  }

  /** Submitted `start` working days ago, endorsed three days later. */
  untilIntake(start: number): this {
    return this.at(start)
      .submitted()
      .at(start - 3)
      .endorsed();
  }

  untilScheduling(start: number): this {
    return this.untilIntake(start)
      .at(start - 5)
      .accepted();
  }

  untilNotice(start: number, amount = this.amount): this {
    return this.untilScheduling(start)
      .at(start - 9)
      .carried(amount);
  }

  /** The document of approval comes eighteen working days after the submission. */
  untilApproval(start: number, amount = this.amount): this {
    return this.untilNotice(start, amount)
      .at(start - 16)
      .noticeEnded()
      .at(start - 18)
      .decidedBy('approval', amount);
  }

  /** As `untilApproval`, with consent and the city government between vote and notice: 27 working days. */
  untilFilingApproval(start: number): this {
    return this.untilNotice(start)
      .at(start - 12)
      .consented()
      .at(start - 17)
      .decidedBy('government', this.amount)
      .at(start - 24)
      .noticeEnded()
      .at(start - 27)
      .decidedBy('approval', this.amount);
  }

  /** Released and received within 28 working days of the submission. */
  untilFunded(start: number): this {
    return this.untilApproval(start)
      .at(start - 25)
      .decidedBy('release', this.amount)
      .at(start - 27)
      .received();
  }

  /** Accepted in full within 60 working days of the submission, `accepted` of it. */
  untilAccepted(start: number, accepted = this.amount): this {
    return this.untilFunded(start)
      .at(start - 29)
      .started()
      .at(start - 50)
      .progressed(100, '全部工程完工')
      .at(start - 52)
      .acceptanceRequested()
      .at(start - 58)
      .inspected(accepted);
  }
}
