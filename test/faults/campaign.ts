import { setTimeout as delay } from 'node:timers/promises';
import { createDataSource } from '../../src/database/data-source.js';
import { type City, foundBusyCity } from './city.js';
import { Dice } from './dice.js';
import { Journal, type Sending } from './journal.js';
import { judge } from './judge.js';
import { faultNames, faults, type FaultName } from './killer.js';
import { Clerk } from './load.js';
import { Sluice } from './sluice.js';
import { Visitor } from './visitor.js';

export interface Plan {
  readonly seed: number;
  readonly kills: number;
  /** One of each first, in any order, then any of them. */
  readonly among: readonly FaultName[];
  readonly tell?: (line: string) => void;
}

interface Blow {
  readonly fault: FaultName;
  readonly at: number;
  readonly over: number;
  readonly recoveredInMs: number;
}

/** What is left when all has come back and everybody has gone home. */
export interface Aftermath {
  readonly city: City;
  readonly figures: readonly string[];
  /** What is wrong; empty is the only good answer. */
  judge(): Promise<string[]>;
  /** What Sluice itself complained of meanwhile. */
  readonly said: string;
  end(): Promise<void>;
}

/** Many at once, of each kind that works on projects. */
const clerks = [
  ...['town-440703', 'town-440781', 'officer-440703', 'officer-440781', 'finance-440703', 'finance-440781'],
  ...['reviewer-1', 'reviewer-2', 'reviewer-3', 'manager-1', 'manager-2', 'finance-1', 'finance-2', 'line-1', 'line-2'],
  ...['town-440781', 'officer-440781', 'reviewer-1', 'manager-2', 'finance-2'],
];

/** Works, breaks what it can while work goes on, and lets it recover. */
export async function campaign({ seed, kills, among, tell = () => undefined }: Plan): Promise<Aftermath> {
  const dice = new Dice(seed);
  const sluice = await Sluice.start();
  const ends: (() => Promise<void>)[] = [() => sluice.stop()];
  const end = async () => {
    for (const each of ends.splice(0).reverse()) await each();
  };
  try {
    const founded = await foundBusyCity(sluice);
    await founded.db.destroy();
    const journal = new Journal();
    const visitors = new Map<string, Visitor>();
    for (const who of new Set(clerks)) visitors.set(who, await Visitor.signIn(sluice.address, who, journal));
    const desks = clerks.map((who) => new Clerk(who, founded, visitors.get(who)!, journal, dice.fork()));
    const work = Promise.all(desks.map((desk) => desk.work()));

    const blows: Blow[] = [];
    for (const fault of order(among, kills, dice)) {
      await delay(dice.between(200, 2_000));
      const at = Date.now();
      await faults[fault](sluice, dice);
      const over = Date.now();
      const recoveredInMs = await sluice.untilReady();
      blows.push({ fault, at, over, recoveredInMs });
      tell(`${blows.length}/${kills} ${fault}: ready again after ${recoveredInMs} ms`);
    }
    await delay(1_000);
    for (const desk of desks) desk.stop();
    await work;
    const db = await createDataSource((await sluice.servers()).databaseUrl).initialize();
    ends.push(() => db.destroy());
    const city = { ...founded, db };
    return {
      city,
      figures: figuresOf(journal, blows),
      judge: async () => [...(await judge({ city, journal, visitors })), ...redisHinders(journal, blows)],
      said: sluice.said,
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function order(among: readonly FaultName[], kills: number, dice: Dice): FaultName[] {
  const first = [...among];
  for (let last = first.length - 1; last > 0; last -= 1) {
    const other = dice.between(0, last);
    [first[last], first[other]] = [first[other]!, first[last]!];
  }
  return Array.from({ length: kills }, (_, index) => first[index] ?? dice.oneOf(among));
}

const unavailable = ({ reply }: Sending) => typeof reply === 'object' && reply.status === 503;

/** Longer than a request may take because of Redis, and shorter than the longest time for which it is frozen. */
const unhinderedMs = 4_000;

/** Redis is the engine, not the truth: no request may notice that it is away. */
function redisHinders({ sendings }: Journal, blows: readonly Blow[]): string[] {
  return blows
    .filter(({ fault }) => fault.startsWith('Redis'))
    .flatMap(({ fault, at, over }) => {
      const during = sendings.filter((sending) => sending.at >= at && sending.at <= over);
      const hindered = during.filter((sending) => unavailable(sending) || sending.tookMs > unhinderedMs);
      const shown = hindered.map(({ tookMs, reply }) => `${tookMs} ms ${JSON.stringify(reply)}`);
      return hindered.length > 0
        ? [`${fault}: ${hindered.length} of ${during.length} requests were hindered: ${shown.join('; ')}`]
        : [];
    });
}

function figuresOf(journal: Journal, blows: readonly Blow[]): string[] {
  const sendings = journal.sendings;
  const doubtful = journal.entries.filter((entry) => entry.sendings.length > 1 || entry.outcome === 'unknown');
  const slowest = sendings.reduce((most, { tookMs }) => Math.max(most, tookMs), 0);
  return [
    `writes: ${journal.entries.length}, acknowledged ${journal.of('done').length}, refused ${journal.of('refused').length}, given up in doubt ${journal.of('unknown').length}`,
    `writes that were in doubt at least once: ${doubtful.length}; reads: ${journal.reads.length}; answered 503: ${sendings.filter(unavailable).length}; slowest answer ${slowest} ms`,
    ...faultNames.flatMap((fault) => {
      const times = blows.filter((blow) => blow.fault === fault).map(({ recoveredInMs }) => recoveredInMs);
      times.sort((a, b) => a - b);
      const median = times[Math.floor(times.length / 2)];
      return times.length > 0
        ? [`${fault}: ${times.length} times, ready again in ${median} ms (median), ${times.at(-1)} ms (longest)`]
        : [];
    }),
  ];
}
