import { createApp } from './app.js';
import { loadConfig } from './config.js';
import { exitWith } from './operator-error.js';

try {
  const config = loadConfig();
  const app = await createApp(config);
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.listen(config.port, config.host);
} catch (error) {
  exitWith(error);
}
