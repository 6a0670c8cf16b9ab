import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { compareWithModel, seedFromEnvironment } from './compare.js';
import { Archive } from './database.subject.js';
import { testDatabase, type TestPlace } from '../support/test-database.js';

let place: TestPlace;
let dataSource: DataSource;
beforeAll(async () => {
  place = await testDatabase();
  dataSource = await createDataSource(place.url).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await place.drop();
});

const sequences = Number(process.env['SEQUENCES'] ?? 200);
/** As many as run side by side; their commands share batches, so that the door decides on many projects at once. */
const atOnce = Math.min(sequences, 64);

test(
  'random sequences, legal and not, do on a real database what the plain model says',
  { timeout: 3_600_000 },
  async () => {
    Error.stackTraceLimit = 0;
    const archive = await Archive.found(dataSource);
    const seed = seedFromEnvironment();
    const runs = await Promise.all(
      Array.from({ length: atOnce }, (_, index) =>
        compareWithModel({
          sequences: Math.ceil(sequences / atOnce),
          seed: seed + index,
          open: (opening) => archive.open(opening),
        }),
      ),
    );
    await archive.close();
    const steps = runs.reduce((total, run) => total + run.steps, 0);
    console.info(
      `model on PostgreSQL: seed ${seed}, ${atOnce * Math.ceil(sequences / atOnce)} sequences, ${steps} steps`,
    );
    expect(steps).toBeGreaterThan(sequences * 5);
  },
);
