import { createApp } from './app.js';
import { loadConfig } from './config.js';
import { endOnSignal } from './end-on-signal.js';
import { exitWith } from './operator-error.js';

try {
  const config = loadConfig();
  const app = await createApp(config);
  endOnSignal(app);
  await app.listen(config.port, config.host);
} catch (error) {
  exitWith(error);
}
