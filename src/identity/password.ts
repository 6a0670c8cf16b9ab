import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

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
    const right = await verify(stored ?? (await this.nobody), password);
    return stored !== null && right;
  }
}
