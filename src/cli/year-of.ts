import { ConfigError } from '../operator-error.js';

/** A fund year as it was typed. Throws ConfigError when it is none. */
export function yearOf(typed: unknown): number {
  if (typeof typed === 'string' && /^20\d\d$/.test(typed)) return Number(typed);
  throw new ConfigError({
    en: `The year must be one such as 2022, not "${String(typed)}".`,
    'zh-CN': `年度应形如 2022，而不是“${String(typed)}”。`,
  });
}
