import { InjectQueue, Process, Processor } from '@nestjs/bull';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { Clock } from '../clock.js';
import { createDataSource } from '../database/data-source.js';
import { DoorDataSource } from '../database/door-data-source.js';
import { type Difference, differencesInBooks } from './verify.js';

export const bookCheckQueue = 'book-check';
/** Half past two at night in China: nobody works, and what went wrong is on the screen in the morning. */
const nightly = { cron: '30 2 * * *', tz: 'Asia/Shanghai' };
/** How long the night may be forgotten after Redis lost what it knew. */
const putBackEveryMs = 60_000;

const keepCheck = `
insert into book_check (started_at, duration_ms, person_id, entries, accounts, projects, differences)
select $1, $2, $3, (select count(*) from entry), (select count(*) from account), (select count(*) from project), $4
returning id`;

/**
 * Proves the books each night, and when somebody asks, and keeps what it found. It changes nothing else: a run that is
 * lost or doubled does no harm.
 */
@Processor(bookCheckQueue)
export class BookCheckProcessor implements OnApplicationBootstrap {
  private readonly log = new Logger(bookCheckQueue);

  constructor(
    @InjectQueue(bookCheckQueue) private readonly queue: Queue,
    private readonly dataSource: DoorDataSource,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    const schedule = () =>
      this.queue
        .add({}, { jobId: 'nightly', repeat: nightly })
        .catch((error: Error) =>
          this.log.warn(`the night could not be scheduled, and will be tried again: ${error.message}`),
        );
    void schedule();
    setInterval(() => void schedule(), putBackEveryMs).unref();
  }

  /** Returns the number of the check. */
  @Process()
  async check({ data }: Pick<Job<{ personId?: number }>, 'data'>): Promise<number> {
    const startedAt = this.clock.now();
    const began = performance.now();
    const differences = await this.found();
    const duration = Math.round(performance.now() - began);
    const [row] = await this.dataSource.query<{ id: number }[]>(keepCheck, [
      startedAt,
      duration,
      data.personId ?? null,
      JSON.stringify(differences),
    ]);
    if (differences.length > 0) this.log.error(`the books differ in ${differences.length} places: check ${row!.id}`);
    return row!.id;
  }

  /** On a connection of its own: the proof of a large ledger takes longer than anybody who waits for a page. */
  private async found(): Promise<Difference[]> {
    const { url } = this.dataSource.options as { readonly url: string };
    const patient = await createDataSource(url, 'sluice_door').initialize();
    try {
      return await differencesInBooks(patient);
    } finally {
      await patient.destroy();
    }
  }
}
