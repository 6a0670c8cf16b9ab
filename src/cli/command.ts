import { Command, CommanderError, Option } from 'commander';
import { loadSettings, type Config, type Settings } from '../config.js';
import { exitCodes, exitWith, OperatorError, type Language, type Text } from '../operator-error.js';
import { ensureServers } from '../servers/ensure-servers.js';
import { messageOf, textsFor } from '../texts/texts.js';
import { DomainError } from '../../workflows/values/domain-error.js';

/** What a command comes to: `json` for programs, `text` for people, and an exit code when it is not simply done. */
export interface Outcome {
  json: unknown;
  text: string;
  exitCode?: number;
}

/** What every command is handed. */
export interface Surroundings {
  settings: Settings;
  language: Language;
  /** Says what is going on, on stderr, so that stdout holds the result alone. */
  report: (text: Text) => void;
}

/** One command of `sluice`, in a file of its own under commands/ and listed in main.ts. */
export interface CliCommand {
  /** As commander has it: `figures <year>`; for a subcommand its path: `user add <name>`. */
  usage: string;
  summary: Text;
  options?: { flags: string; text: Text; required?: boolean }[];
  run(
    surroundings: Surroundings,
    args: string[],
    options: Record<string, string | boolean | undefined>,
  ): Promise<Outcome>;
}

/** Puts the program together. `exit` is called once, with the code; nothing is printed to stdout but the outcome. */
export function sluiceProgram(commands: readonly CliCommand[], language: Language): Command {
  const program = new Command('sluice')
    .description(
      { en: 'Sluice: carries each project of the fund to its last paid claim.', 'zh-CN': '闸口：项目资金全程管理。' }[
        language
      ],
    )
    .addHelpText('after', `\n${exitCodeHelp[language]}`)
    .exitOverride()
    .showHelpAfterError({ en: 'See: sluice --help', 'zh-CN': '参见：sluice --help' }[language]);
  withCommonOptions(program, language);
  for (const definition of commands) {
    const words = definition.usage.split(' ');
    const groups = words.slice(
      0,
      words.findLastIndex((word) => /^[a-z]/.test(word)),
    );
    const parent = groups.reduce((above, name) => groupOf(above, name), program);
    const command = parent.command(words.slice(groups.length).join(' ')).description(definition.summary[language]);
    for (const { flags, text, required } of definition.options ?? []) {
      if (required) command.requiredOption(flags, text[language]);
      else command.option(flags, text[language]);
    }
    withCommonOptions(command, language).action(async () => {
      const options = command.optsWithGlobals<Record<string, string | boolean | undefined>>();
      const surroundings: Surroundings = {
        settings: loadSettings(),
        language,
        report: (text) => console.error(text[language]),
      };
      const outcome = await definition.run(surroundings, command.args, options);
      console.log(options.json ? jsonOf(outcome.json) : outcome.text);
      process.exitCode = outcome.exitCode ?? exitCodes.done;
    });
  }
  return program;
}

/** Runs the command that the arguments name, and ends the process with what it came to. */
export async function runProgram(program: Command, args: readonly string[], language: Language): Promise<never> {
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) exitWith(explained(error, language), language);
    // Help and version end this way too, with code 0; everything else is a wrong usage, already explained.
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  process.exit();
}

/**
 * Does the work with servers that answer: those of the URLs, those that run in DATA_DIR already, or ones that are started
 * for it and stopped afterwards, also when it is interrupted.
 */
export async function withServers<T>(
  { settings, report }: Surroundings,
  work: (config: Config) => Promise<T>,
): Promise<T> {
  const starting = ensureServers(settings);
  const interrupted = () =>
    void starting.then((servers) => servers.stop()).finally(() => process.exit(exitCodes.interrupted));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const servers = await starting;
  try {
    if (servers.started) {
      report({ en: `Servers started in ${settings.dataDir}.`, 'zh-CN': `已在 ${settings.dataDir} 启动数据库服务。` });
    }
    const { databaseUrl, appDatabaseUrl, doorDatabaseUrl, redisUrl } = servers;
    return await work({ ...settings, databaseUrl, appDatabaseUrl, doorDatabaseUrl, redisUrl });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await servers.stop();
  }
}

/** A refusal is for the operator to put right as well: its sentence, and each thing that is missing on a line of its own. */
function explained(error: unknown, language: Language): unknown {
  if (!(error instanceof DomainError)) return error;
  const texts = textsFor(language);
  const lines = [error, ...error.unmet].map((each) => {
    const field = 'field' in each && each.field ? `${each.field}: ` : '';
    return `${field}${messageOf(texts, each)}`;
  });
  const text = lines.join('\n  ');
  return new OperatorError({ en: text, 'zh-CN': text });
}

/** Money is a bigint; JSON carries it as a digit string. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner), 2);
}

const exitCodeHelp: Text = {
  en: 'Exit codes: 0 done, 1 failed or differences found, 2 wrong usage or variable, 3 PostgreSQL or Redis not reachable.',
  'zh-CN': '退出码：0 完成；1 失败或发现差异；2 用法或变量有误；3 无法连接 PostgreSQL 或 Redis。',
};

function withCommonOptions(command: Command, language: Language): Command {
  const json: Text = { en: 'print the result as JSON', 'zh-CN': '以 JSON 输出结果' };
  const lang: Text = { en: 'en or zh-CN; otherwise by LANG', 'zh-CN': 'en 或 zh-CN；缺省按 LANG' };
  const help: Text = { en: 'show this help', 'zh-CN': '显示帮助' };
  return command
    .option('--json', json[language])
    .addOption(new Option('--lang <language>', lang[language]).choices(['en', 'zh-CN']))
    .helpOption('-h, --help', help[language]);
}

function groupOf(program: Command, name: string): Command {
  return program.commands.find((command) => command.name() === name) ?? program.command(name);
}
