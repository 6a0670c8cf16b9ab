import { type Fen, fen, least, sum, zero } from '../../workflows/values/money.js';

interface Received {
  readonly code: string;
  readonly received: Fen;
}

/** What came in, pool by pool, while a programme is read: of what nobody has there can be no release. */
export class Pools {
  private readonly general: { left: Fen };
  private readonly earmarked: readonly { readonly lines: ReadonlySet<string>; left: Fen }[];

  constructor(
    sources: readonly Received[],
    earmarks: readonly { readonly source: string; readonly line: string }[],
    holds: readonly { readonly amount: Fen }[],
  ) {
    const isEarmarked = (source: Received) => earmarks.some((earmark) => earmark.source === source.code);
    const received = sum(sources.filter((source) => !isEarmarked(source)).map((source) => source.received));
    const held = sum(holds.map(({ amount }) => amount));
    this.general = { left: fen(received - held) };
    this.earmarked = sources.filter(isEarmarked).map((source) => ({
      lines: new Set(earmarks.filter((earmark) => earmark.source === source.code).map((earmark) => earmark.line)),
      left: source.received,
    }));
  }

  leftFor(line: string): Fen {
    return sum(this.poolsOf(line).map(({ left }) => (left > 0n ? left : zero)));
  }

  /** Takes what is released on a line, earmarked income first; takes nothing, and says how much there is, when it is too little. */
  draw(line: string, amount: Fen): Fen | null {
    const there = this.leftFor(line);
    if (amount > there) return there;
    let missing = amount;
    for (const pool of this.poolsOf(line)) {
      const part = least(missing, pool.left > 0n ? pool.left : zero);
      pool.left = fen(pool.left - part);
      missing = fen(missing - part);
    }
    return null;
  }

  private poolsOf(line: string): { left: Fen }[] {
    return [...this.earmarked.filter(({ lines }) => lines.has(line)), this.general];
  }
}
