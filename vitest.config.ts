import { defineConfig } from 'vitest/config';

/** `pure` and `web` need nothing and take seconds; `real` runs on a PostgreSQL and a Redis of its own. */
export default defineConfig({
  test: {
    projects: [
      'web/vitest.config.ts',
      {
        test: {
          name: 'pure',
          include: ['workflows/**/*.spec.ts', 'test/pure/**/*.spec.ts'],
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
    ],
  },
});
