// Says by its exit code whether node_modules holds what package-lock.json asks for: 0 yes, 3 no, 1 wrong Node.
// By content, not by date: a checkout or a copy changes dates without changing packages.
import { readFileSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `bootstrap: Node.js ${process.versions.node} is too old: install version 20.19 or later from https://nodejs.org.`,
  );
  process.exit(1);
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
try {
  const installed = packagesOf('node_modules/.package-lock.json');
  const missing = Object.entries(packagesOf('package-lock.json')).filter(
    // Optional packages are those of other platforms.
    ([path, { version, optional }]) => path !== '' && !optional && installed[path]?.version !== version,
  );
  process.exit(missing.length === 0 ? 0 : 3);
} catch {
  process.exit(3);
}
