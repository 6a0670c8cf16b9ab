import { defineConfig } from 'vitest/config';

/**
 * `pure` and `web` need nothing and take seconds; `real` runs on a PostgreSQL and a Redis of its own; `browser` looks at
 * the built pages besides.
 */
export default defineConfig({
  test: {
    projects: [
      'web/vitest.config.ts',
      {
        test: {
          name: 'pure',
          include: ['workflows/**/*.spec.ts', 'test/pure/**/*.spec.ts'],
          // What takes a second takes ten on a machine that others keep busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/**/*.spec.ts', 'src/**/*.spec.ts', 'examples/**/*.spec.ts'],
          exclude: ['test/pure/**', 'test/web/**', 'node_modules/**'],
          globalSetup: ['test/support/private-servers.setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/web/**/*.spec.ts'],
          globalSetup: ['test/support/private-servers.setup.ts', 'test/web/support/chromium.setup.ts'],
          // Pages wait more than they compute: two at once, even on two cores.
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
