import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Pure functions of the pages only; what needs a browser is tested in `test/web`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.vite/web', import.meta.url)),
  test: { name: 'web', include: ['src/**/*.spec.{ts,tsx}'], environment: 'node' },
});
