import { DataSource } from 'typeorm';
import { CalendarService } from '../../src/calendar/calendar.service.js';
import { servingOptions } from '../../src/database/data-source.js';
import type { DoorDataSource } from '../../src/database/door-data-source.js';
import { Unavailable } from '../../src/database/unavailable.js';
import type { Submission } from '../../src/door/batch.js';
import { Door } from '../../src/door/door.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import type { Told } from './door-process.js';

// What a `DoorProcess` runs: a door with lanes of its own, which answers what it is sent.

const options = servingOptions(process.env['DATABASE_URL']!, 'sluice_door');
const door = new Door((await new DataSource(options).initialize()) as DoorDataSource, new CalendarService());

const refusal = ({ kind, code, params, unmet }: DomainError) => ({ refused: { kind, code, params, unmet } });

async function answer({ commands, ...rest }: Submission): Promise<Told> {
  try {
    const outcomes = await door.outcomes(commands, rest);
    return outcomes.map((outcome) => (outcome instanceof DomainError ? refusal(outcome) : outcome));
  } catch (error) {
    if (error instanceof DomainError) return commands.map(() => refusal(error));
    if (error instanceof Unavailable) return { broken: error.code };
    return { broken: `${(error as { code?: string }).code} ${(error as Error).message}` };
  }
}

process.on('disconnect', () => process.exit());
process.on('message', ({ no, submission }: { no: number; submission: Submission }) => {
  void answer(submission).then((told) => process.send!({ no, told }));
});
process.send!('ready');
