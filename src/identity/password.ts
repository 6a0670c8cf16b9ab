import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** What is handed out to somebody once, by word or on paper: 74 random bits that can be read aloud. */
export const madeUpPassword = (): string =>
  Array.from({ length: 15 }, () => readable[randomInt(readable.length)]!)
    .join('')
    .replace(/(.{5})(?=.)/g, '$1-');

/** Without what is taken for one another: 0 and o, 1, i and l. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** argon2id with the parameters of OWASP's cheat sheet: 19 MiB, two passes, one lane. */
const owasp = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

@Injectable()
export class Passwords {
  /** Tests hand in the least cost that argon2 allows. */
  protected readonly cost = owasp;
  private nobody: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password, this.cost);
  }

  /** Takes as long for a name that does not exist as for a wrong password. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.nobody ??= this.hash('nobody has this password');
    const nobody = await this.nobody;
    const right = await verify(stored ?? nobody, password);
    return stored !== null && right;
  }
}
