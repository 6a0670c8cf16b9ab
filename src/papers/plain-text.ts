import { createReadStream } from 'node:fs';
import { DomainError } from '../../workflows/values/domain-error.js';

const page = /^\s*(<!doctype|<html|<svg|<\?xml|<script|<\?php)/i;
const program = /^(MZ|\x7fELF|#!)/;

/** Text in UTF-8 or GB18030 throughout, without NUL and other controls, that is neither a page nor a program. */
export async function assertPlainText(path: string, name: string): Promise<void> {
  const readings = ['utf-8', 'gb18030'].map((encoding) => new Reading(encoding));
  for await (const chunk of createReadStream(path)) for (const reading of readings) reading.take(chunk as Buffer);
  const read = readings.find((reading) => reading.ends());
  if (!read) throw new DomainError('refused', 'paper.not-text', { name });
  if (page.test(read.beginning) || program.test(read.beginning))
    throw new DomainError('refused', 'paper.disguised', { name });
}

/** What no text has: controls, other than those that end lines and pages or leave room. */
const control = /[^\P{Cc}\t\n\r\f\u0085]/u;

/** One file read in one encoding, piece by piece. */
class Reading {
  beginning = '';
  private readonly decoder: InstanceType<typeof TextDecoder>;
  private readable = true;

  constructor(encoding: string) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  take(chunk: Buffer): void {
    if (this.readable) this.decode(() => this.decoder.decode(chunk, { stream: true }));
  }

  ends(): boolean {
    if (this.readable) this.decode(() => this.decoder.decode());
    return this.readable;
  }

  private decode(piece: () => string): void {
    try {
      const text = piece();
      if (this.beginning.length < 200) this.beginning += text.slice(0, 200);
      if (control.test(text)) this.readable = false;
    } catch {
      this.readable = false;
    }
  }
}
