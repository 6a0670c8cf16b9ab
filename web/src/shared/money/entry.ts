import type { Fen } from './money.js';

const mark = 'unreadable:';

/** A form's value for text that is no amount: kept, so that the form can refuse it in its own words. */
export const unreadable = (text: string): string => mark + text;

export const isUnreadable = (value: unknown): boolean => typeof value === 'string' && value.startsWith(mark);

export const isFen = (value: string | null | undefined): value is Fen => !!value && /^\d+$/.test(value);

/** Fen for sums and drafts while somebody is typing: what cannot be read counts as nothing. */
export const fenSoFar = (value: string | null | undefined): Fen => (isFen(value) ? value : '0');
