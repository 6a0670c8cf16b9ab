import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isOutage } from '../database/outage.js';
import { roundTripsOn } from '../database/round-trips.js';
import { attempts, isRetried, type Statements } from '../database/transaction.js';
import type { Decided, Reply, Submission } from './batch.js';
import { subjectsOf } from './facts.js';
import { isRaced, nameOf } from './once.js';
import { Unavailable } from '../database/unavailable.js';

export interface LaneLimits {
  /** Connections, and batches under way at once. */
  readonly lanes: number;
  /** Commands in one batch. A submission of more is a batch of its own. */
  readonly mostInBatch: number;
  /** Commands that may wait; one more is refused at once with `service.busy`. */
  readonly mostWaiting: number;
  /** How long a caller waits for PostgreSQL before it is told 503. */
  readonly patienceMs: number;
}

/** Fewer commands than this are not divided among lanes: a transaction has a price of its own. */
const worthALane = 8;

export const usualLimits: LaneLimits = { lanes: 2, mostInBatch: 256, mostWaiting: 4_096, patienceMs: 10_000 };

/** What the lanes did since they began, and what they have before them now. */
export interface LaneFigures {
  batches: number;
  commands: number;
  /** Turned away because too much waited, or because PostgreSQL was away for too long. */
  shed: number;
  waiting: number;
  underWay: number;
}

interface Waiting {
  readonly submission: Submission;
  /** Subjects and the request's key: never in two lanes at once. */
  readonly names: readonly string[];
  readonly until: number;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
  /** COMMIT was sent and its answer has not come, or never came: perhaps it is done. */
  uncertain: boolean;
  /** Its caller was told 503 and has gone. */
  isTold: boolean;
}

type Decide = (tx: Statements, submissions: readonly Submission[]) => Promise<Decided>;

/**
 * Group commit. What waits while the lanes are busy becomes the next batch, one transaction; a lane that is free takes
 * what is there at once, so that an idle system is not slower. Each caller is answered after the commit that holds what it
 * sent; what one subject is sent is done in the order in which it came.
 *
 * - A batch that fails by an unexpected error is run again one by one: a bad submission harms no other.
 * - A connection that is cut leaves open what became of the batch. It is run anew: behind the same locks its requests' keys
 *   find the answers if it was committed, and if not it is done now. What has no key (the system's own) the state decides.
 *   PostgreSQL's `pg_xact_status` would not do: after a crash a number that was never logged is given out again.
 * - Who waited too long, also in a batch that PostgreSQL does not answer, is told 503 and is never done later; who may have
 *   been done already is told that.
 */
export class Lanes {
  private readonly figuresNow: LaneFigures = { batches: 0, commands: 0, shed: 0, waiting: 0, underWay: 0 };
  private waiting: Waiting[] = [];
  private readonly underWay = new Set<string>();
  private free: number;
  private isWoken = false;
  /** PostgreSQL could not be reached, or did not answer, when it was last tried. */
  private isAway = false;
  private patience: NodeJS.Timeout | undefined;
  private idle: (() => void)[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly decide: Decide,
    private readonly limits: LaneLimits = usualLimits,
  ) {
    this.free = limits.lanes;
  }

  get figures(): Readonly<LaneFigures> {
    return { ...this.figuresNow };
  }

  /** Rejects with `Unavailable` when it was not done, or nobody can say; with anything else for a bug. */
  submit(submission: Submission): Promise<Reply> {
    const size = submission.commands.length;
    if (this.figuresNow.waiting > 0 && this.figuresNow.waiting + size > this.limits.mostWaiting) {
      this.figuresNow.shed += size;
      return Promise.reject(new Unavailable('service.busy', 1));
    }
    return new Promise((resolve, reject) => {
      const until = performance.now() + this.limits.patienceMs;
      this.waiting.push({
        submission,
        names: namesOf(submission),
        until,
        resolve,
        reject,
        uncertain: false,
        isTold: false,
      });
      this.figuresNow.waiting += size;
      this.wake();
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  settled(): Promise<void> {
    return this.isIdle() ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  private isIdle(): boolean {
    return this.waiting.length === 0 && this.free === this.limits.lanes;
  }

  /** Whatever came in with this turn of the event loop goes together. */
  private wake(): void {
    if (this.isWoken) return;
    this.isWoken = true;
    setImmediate(() => {
      this.isWoken = false;
      this.fill();
    });
  }

  private fill(): void {
    while (this.free > 0) {
      const batch = this.take();
      if (batch.length === 0) break;
      void this.run(batch);
    }
    this.watchPatience();
    if (this.isIdle()) for (const resolve of this.idle.splice(0)) resolve();
  }

  /**
   * The longest waiting whose subjects are not under way; none overtakes another that waits for the same subject. Lanes
   * that are free share what waits: while one batch is decided here, another is written there.
   */
  private take(): Waiting[] {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const passedBy = new Set<string>();
    const most = Math.min(
      this.limits.mostInBatch,
      Math.max(worthALane, Math.ceil(this.figuresNow.waiting / this.free)),
    );
    let size = 0;
    for (const each of this.waiting) {
      const fits = size === 0 || size + each.submission.commands.length <= most;
      if (fits && each.names.every((name) => !passedBy.has(name) && !this.underWay.has(name))) {
        batch.push(each);
        size += each.submission.commands.length;
      } else {
        left.push(each);
        for (const name of each.names) passedBy.add(name);
      }
    }
    this.waiting = left;
    this.figuresNow.waiting -= size;
    return batch;
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    this.free -= 1;
    for (const { names } of batch) for (const name of names) this.underWay.add(name);
    this.figuresNow.underWay += batch.length;
    const isAnswered = this.watch(batch);
    await this.answer(batch);
    isAnswered();
    this.figuresNow.underWay -= batch.length;
    for (const { names } of batch) for (const name of names) this.underWay.delete(name);
    this.free += 1;
    this.wake();
  }

  /** Answers every one of a batch, whatever happens; never rejects. */
  private async answer(batch: readonly Waiting[]): Promise<void> {
    let left = batch;
    for (let attempt = 1, pauseMs = 25; left.length > 0;) {
      try {
        const replies = await this.attempt(left);
        left.forEach((each, index) => each.resolve(replies[index]!));
        return;
      } catch (error) {
        if (error instanceof SomeoneHasGone) left = this.patientOnes(left);
        else if (isOutage(error)) {
          this.isAway = true;
          await delay(pauseMs);
          pauseMs = Math.min(pauseMs * 2, 500);
          left = this.patientOnes(left);
        } else if ((isRetried(error) || isRaced(error)) && attempt < attempts) {
          attempt += 1;
        } else if (left.length === 1) {
          // Of what may be done already, nobody can say that it broke and was not done.
          if (left[0]!.uncertain || isLockTimeout(error)) this.turnAway(left[0]!);
          else left[0]!.reject(error);
          return;
        } else {
          for (const each of left) await this.answer(this.patientOnes([each]));
          return;
        }
      }
    }
  }

  /** Begin, lock and read in one round trip; write and commit in a second, in which COMMIT is not reached if anything fails. */
  private async attempt(batch: readonly Waiting[]): Promise<readonly Reply[]> {
    const client = await this.pool.connect();
    let broken: unknown;
    let doubtful: readonly Waiting[] = [];
    try {
      const tx = roundTripsOn(client);
      const [, { replies, changes }] = await Promise.all([
        tx.named('begin', 'begin isolation level read committed', []),
        this.decide(
          tx,
          batch.map(({ submission }) => submission),
        ),
      ]);
      if (batch.some(({ isTold }) => isTold)) throw new SomeoneHasGone();
      doubtful = batch.filter(({ uncertain }) => !uncertain);
      for (const each of doubtful) each.uncertain = true;
      await Promise.all([changes.write(tx), tx.named('commit', 'commit', [])]);
      this.isAway = false;
      this.figuresNow.batches += 1;
      this.figuresNow.commands += batch.length;
      return replies;
    } catch (error) {
      if (isOutage(error)) broken = error;
      else {
        for (const each of doubtful) each.uncertain = false;
        await client.query('rollback').catch((lost: unknown) => (broken = lost));
      }
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  }

  /** Tells the others that they have waited long enough. */
  private patientOnes(batch: readonly Waiting[]): Waiting[] {
    const now = performance.now();
    return batch.filter((each) => {
      if (each.until > now) return true;
      this.turnAway(each);
      return false;
    });
  }

  private turnAway(each: Waiting): void {
    if (each.isTold) return;
    each.isTold = true;
    this.figuresNow.shed += each.submission.commands.length;
    const code = each.uncertain ? 'service.outcome-unknown' : this.isAway ? 'service.unavailable' : 'service.busy';
    each.reject(new Unavailable(code, 2));
  }

  /** Looks after those of a batch under way, until it is answered: a server that stands still breaks no connection. */
  private watch(batch: readonly Waiting[]): () => void {
    let timer: NodeJS.Timeout;
    const look = (left: readonly Waiting[]) => {
      if (left.length === 0) return;
      const first = left.reduce((earliest, { until }) => Math.min(earliest, until), Infinity);
      timer = setTimeout(
        () => {
          this.isAway = true;
          look(this.patientOnes(left));
        },
        Math.max(first - performance.now(), 10),
      );
      timer.unref();
    };
    look(batch);
    return () => clearTimeout(timer);
  }

  /** Looks after those that wait while no lane takes them. */
  private watchPatience(): void {
    clearTimeout(this.patience);
    const [first] = this.waiting;
    if (!first) return;
    this.patience = setTimeout(
      () => {
        const left = this.patientOnes(this.waiting);
        this.waiting = left;
        this.figuresNow.waiting = left.reduce((total, { submission }) => total + submission.commands.length, 0);
        this.fill();
      },
      Math.max(first.until - performance.now(), 10),
    );
    this.patience.unref();
  }
}

/** Somebody of the batch was told that it is not done: the others begin anew. */
class SomeoneHasGone extends Error {}

const isLockTimeout = (error: unknown): boolean => (error as { code?: string } | null)?.code === '55P03';

/** What no two batches under way share: subjects, documents that events rest on, and the request's key. */
function namesOf({ commands, request }: Submission): string[] {
  const { projects, documents, fundYears } = subjectsOf(commands);
  return [
    ...projects.map((id) => `project/${id}`),
    ...documents.map((id) => `document/${id}`),
    ...fundYears.map((year) => `fundYear/${year}`),
    ...(request ? [`request/${nameOf(request)}`] : []),
  ];
}
