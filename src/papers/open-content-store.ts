import { join } from 'node:path';
import type { Settings } from '../config.js';
import type { ContentStore } from './content-store.js';
import { LocalContentStore } from './local-content-store.js';
import { S3ContentStore } from './s3-content-store.js';

/** The place of papers that the settings say: a bucket, else the data folder. Refuses one that cannot be used. */
export async function openContentStore({ dataDir, s3 }: Pick<Settings, 'dataDir' | 's3'>): Promise<ContentStore> {
  const store = s3 ? new S3ContentStore(s3) : new LocalContentStore(join(dataDir, 'papers', 'kept'));
  await store.assertUsable();
  return store;
}
