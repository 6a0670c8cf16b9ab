import type { DataSource } from 'typeorm';
import type { ContentStore } from './content-store.js';

/** A paper whose bytes are not those that it was brought with. */
export interface PaperDifference {
  /** The code of its project, or the number of its document. */
  readonly subject: string;
  /** `paper/3`, `scan` */
  readonly paper: string;
  readonly name: string;
  readonly hash: string;
  readonly finding: 'missing' | 'damaged';
}

export interface VerifiedPapers {
  /** So many stored files are named, each read whole once. */
  readonly files: number;
  readonly differences: readonly PaperDifference[];
  /** Stored without a row that tells of them: nothing names them, and no sweep will find them. They do no harm. */
  readonly orphans: number;
}

type Named = Omit<PaperDifference, 'finding'>;

const named = `select p.hash, r.code as subject, 'paper/' || p.no as paper, p.name
  from paper p join project r on r.id = p.project_id
  union all select scan_hash, number, 'scan', scan_name from document where scan_hash is not null
  order by subject, paper`;

/** Reads every file that is named, and compares it with its hash. Changes nothing. */
export async function verifyPapers(
  dataSource: DataSource,
  store: ContentStore,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<VerifiedPapers> {
  const rows = await dataSource.query<Named[]>(named);
  const hashes = [...new Set(rows.map(({ hash }) => hash))];
  const findings = new Map<string, PaperDifference['finding']>();
  for (const [index, hash] of hashes.entries()) {
    if (!(await store.has(hash))) findings.set(hash, 'missing');
    else if (!(await store.isIntact(hash))) findings.set(hash, 'damaged');
    progress(index + 1, hashes.length);
  }
  const known = new Set(
    (await dataSource.query<{ hash: string }[]>('select hash from stored_file')).map((f) => f.hash),
  );
  let orphans = 0;
  for await (const hash of store.hashes()) if (!known.has(hash)) orphans += 1;
  const differences = rows.flatMap((row) => {
    const finding = findings.get(row.hash);
    return finding ? [{ ...row, finding }] : [];
  });
  return { files: hashes.length, differences, orphans };
}
