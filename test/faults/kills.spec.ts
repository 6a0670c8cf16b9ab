import { expect, test } from 'vitest';
import { seedFromEnvironment } from '../model/compare.js';
import { campaign } from './campaign.js';

const kills = Number(process.env['KILLS'] ?? 6);
const seed = seedFromEnvironment();

test(
  `whatever is killed while people work, nothing acknowledged is lost, nothing is done twice, and all comes back (SEED=${seed} KILLS=${kills})`,
  { timeout: 120_000 + kills * 60_000 },
  async () => {
    const { findings, figures, said } = await campaign({ seed, kills, tell: (line) => console.log(line) });
    console.log(figures.join('\n'));
    if (findings.length > 0) console.error(said);
    expect(findings).toEqual([]);
  },
);
