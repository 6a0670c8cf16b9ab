import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { applyPalette } from './app/theme.js';
import { startI18n } from './shared/i18n/i18n.js';
import './app/app.css';

// After an update of the server the pages that are still open name files that are gone: load anew, but never in a loop.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('sluice.reloaded') ?? 0);
  if (Date.now() - last < 30_000) return;
  sessionStorage.setItem('sluice.reloaded', String(Date.now()));
  window.location.reload();
});

applyPalette(document.documentElement);
void startI18n().then(() => createRoot(document.getElementById('root')!).render(<App />));
