import { languageOf } from '../operator-error.js';
import { runProgram, sluiceProgram } from './command.js';
import { demoCommand } from './commands/demo.command.js';
import { figuresCommand } from './commands/figures.command.js';
import { importCommand } from './commands/import.command.js';
import { keysRotateCommand } from './commands/keys-rotate.command.js';
import { lifecycleCommand } from './commands/lifecycle.command.js';
import { migrateCommand } from './commands/migrate.command.js';
import { serveCommand } from './commands/serve.command.js';
import { userAddCommand } from './commands/user-add.command.js';
import { userResetCommand } from './commands/user-reset.command.js';
import { userUnlockCommand } from './commands/user-unlock.command.js';
import { verifyCommand } from './commands/verify.command.js';

const args = process.argv.slice(2);
// Read ahead of commander, because the help itself is in this language.
const asked = args[args.indexOf('--lang') + 1];
const language = asked === 'en' || asked === 'zh-CN' ? asked : languageOf(process.env);

await runProgram(
  sluiceProgram(
    [
      serveCommand,
      migrateCommand,
      demoCommand,
      importCommand,
      figuresCommand,
      verifyCommand,
      userAddCommand,
      userResetCommand,
      userUnlockCommand,
      keysRotateCommand,
      lifecycleCommand,
    ],
    language,
  ),
  args,
  language,
);
