import { createApp } from './app.js';
import { loadConfig } from './config.js';

const config = loadConfig();
const app = await createApp(config);
app.enableShutdownHooks([], { useProcessExit: true });
await app.listen(config.port, config.host);
