import type { Statements } from '../database/transaction.js';
import type { Command } from '../../workflows/command.js';
import { type NamedPaper, type Upload, type Uploads, uploadKey } from '../../workflows/project/papers.js';
import { fromRow } from './rows.js';

/** What commands name ($1, $2: organisation and hash), and what the drafts of these projects ($3) do. */
const uploads = `
select u.organisation_id, f.hash, f.bytes, f.media_type, f.taken_at, f.latitude, f.longitude
from upload u join stored_file f on f.hash = u.hash
where (u.organisation_id, u.hash) in (
  select organisation_id, hash from unnest($1::int[], $2::text[]) as named (organisation_id, hash)
  union
  select p.applicant_organisation_id, named ->> 'hash' from project p join draft d on d.project_id = p.id
    cross join jsonb_array_elements(d.content -> 'papers') as named
  where p.id = any($3::int[]) and p.state in ('application.drafting', 'application.returned'))
order by u.id`;

const namedBy = ({ actor, event }: Command): [number, string][] => {
  const papers = (event as { papers?: readonly NamedPaper[] }).papers ?? [];
  return actor.kind === 'member' ? papers.map(({ hash }) => [actor.organisationId, hash]) : [];
};

/**
 * What drafts and commands name, of what their own organisations uploaded. For commands it is locked, and the sweep leaves
 * it alone until the transaction ends; what the sweep took first is not among them, and the command is refused.
 */
export async function readUploads(
  tx: Statements,
  projects: readonly number[],
  commands: readonly Command[] | null,
): Promise<Uploads> {
  const named = (commands ?? []).flatMap(namedBy);
  const fromDraft = commands === null || commands.some(({ event }) => event.type === 'application.submit');
  if (named.length === 0 && !(fromDraft && projects.length > 0)) return new Map();
  const rows = await tx.named<Record<string, unknown>>(
    commands ? 'door.uploads-kept' : 'door.uploads',
    commands ? `${uploads} for key share of u` : uploads,
    [named.map(([organisation]) => organisation), named.map(([, hash]) => hash), fromDraft ? projects : []],
  );
  return new Map(
    rows.map((row) => {
      const upload = fromRow<Upload>(row);
      return [uploadKey(upload.organisationId, upload.hash), upload];
    }),
  );
}
