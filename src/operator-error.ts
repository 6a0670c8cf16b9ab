/** The languages that people are answered in. */
export type Language = 'en' | 'zh-CN';

/** One sentence in each language. It says what is wrong and what to do about it, in one line. */
export type Text = Record<Language, string>;

/** What a command's exit code means; scripts of operators rely on it. */
export const exitCodes = { done: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const;

/**
 * Something that only the operator can put right: a wrong variable, a taken port, a server that does not answer.
 * It is printed as one line without a stack, because the line already says what to do.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';

  constructor(
    readonly text: Text,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(text.en);
  }
}

/** A variable of the environment that cannot be used as it is. */
export class ConfigError extends OperatorError {
  override name = 'ConfigError';

  constructor(text: Text) {
    super(text, exitCodes.usage);
  }
}

/** PostgreSQL or Redis is missing, does not start or does not answer. */
export class ServersError extends OperatorError {
  override name = 'ServersError';

  constructor(text: Text) {
    super(text, exitCodes.unreachable);
  }
}

/** The language of this environment: Chinese where the locale is Chinese, otherwise English. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh-CN' : 'en';
}

/** Prints what went wrong to stderr and ends the process: one line for an operator's error, the stack for a bug. */
export function exitWith(error: unknown, language: Language = languageOf(process.env)): never {
  const known = error instanceof OperatorError;
  console.error(known ? `sluice: ${error.text[language]}` : error);
  process.exit(known ? error.exitCode : exitCodes.failed);
}
