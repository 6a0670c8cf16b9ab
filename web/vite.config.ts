import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run web:dev` finds the API; the built pages are served by the API itself. */
const api = process.env.SLUICE_API ?? 'http://127.0.0.1:7200';

export default defineConfig({
  root: here('.'),
  cacheDir: here('../node_modules/.vite/web'),
  plugins: [react()],
  server: { port: 7201, proxy: { '/api': api } },
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    // The domestic browsers in county offices are old Chromium; antd's `:where` needs 88.
    target: ['chrome88', 'edge88', 'firefox90', 'safari14'],
    // Inlined fonts and pictures would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
});
