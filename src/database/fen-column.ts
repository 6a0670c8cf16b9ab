import type { ValueTransformer } from 'typeorm';
import { type Fen, fen } from '../../workflows/values/money.js';

/** bigint columns arrive as digit strings; TypeORM must not parse them for everybody. */
export const fenColumn: ValueTransformer = {
  from: (value: string | null): Fen | null => (value === null ? null : fen(value)),
  to: (value: Fen | null): string | null => (value === null ? null : value.toString()),
};
