/** Chance that can be had again: the same seed throws the same numbers (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** From 0 up to, and without, 1. */
  throw(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.throw() < probability;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.throw() * (most - least + 1));
  }

  oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.throw() * list.length)]!;
  }

  /** Others for somebody else, so that whoever is faster takes nobody's throws. */
  fork(): Dice {
    return new Dice(Math.floor(this.throw() * 4_294_967_296));
  }
}
