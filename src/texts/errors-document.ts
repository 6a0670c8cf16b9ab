import { textsFor, type ErrorCode } from './texts.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The whole of `docs/errors.md`: each code of a refusal with what its reader sees. */
export function errorsDocument(): string {
  const [zh, en] = [textsFor('zh-CN').errors, textsFor('en').errors];
  const rows = (Object.keys(zh) as ErrorCode[])
    .sort()
    .map((code) => `| \`${code}\` | ${cell(zh[code])} | ${cell(en[code])} |`);
  return [
    '# Refusals',
    'Generated from `src/texts/`; a test compares. Do not edit: `npx vitest run --project pure -u` writes it anew.',
    'The `code` of a problem, or of one of its `unmet` requirements, and what its reader sees. Numbers stand where the braces are.',
    ['| code | 中文 | English |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
