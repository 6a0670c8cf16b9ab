import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../workflows/actor.js';
import type { DocumentFacts } from '../../workflows/document/facts.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { readingAs } from '../database/scope.js';
import { pageOf, readCursor } from '../http/page.js';
import { type Language, textsFor } from '../texts/texts.js';
import type { DocumentQuery } from './document.dto.js';

interface DocumentRow extends Pick<
  DocumentFacts,
  'id' | 'kind' | 'state' | 'issuer' | 'number' | 'title' | 'year' | 'version'
> {
  issuedOn: string;
  total: string;
  recordedBy: string;
  recordedById: number;
  confirmedBy: string | null;
  scan: { name: string; bytes: number } | null;
}

const columns = `d.id, d.kind, d.year, d.issuer, d.number, d.issued_on::text as "issuedOn", d.title, d.state, d.version,
  (coalesce((select sum(amount_fen::bigint) from document_item i where i.document_id = d.id), 0)
    + coalesce((select sum(after_fen::bigint - before_fen::bigint) from document_line l where l.document_id = d.id), 0))::text as total,
  r.name as "recordedBy", r.id as "recordedById",
  (select p.name from history h join person p on p.id = h.person_id
    where h.subject = 'document' and h.subject_id = d.id and h.event = 'document.confirm') as "confirmedBy",
  (select jsonb_build_object('name', d.scan_name, 'bytes', f.bytes) from stored_file f where f.hash = d.scan_hash) as scan`;

@Injectable()
export class DocumentQueries {
  constructor(private readonly dataSource: DataSource) {}

  async list(member: Member, { limit = 50, cursor, year, state }: DocumentQuery, language: Language) {
    const after = readCursor(cursor, 'whole');
    const rows = await readingAs(this.dataSource, member, ({ manager }) =>
      manager.query<DocumentRow[]>(
        `select ${columns} from document d join person r on r.id = d.recorded_by
       where ($1::int is null or d.year = $1) and ($2::text is null or d.state = $2) and ($3::int is null or d.id < $3)
       order by d.id desc limit $4`,
        [year ?? null, state ?? null, after?.[0] ?? null, limit + 1],
      ),
    );
    return pageOf(
      rows,
      limit,
      (row) => shown(row, language),
      (row) => [row.id],
    );
  }

  async show(member: Member, id: number, language: Language) {
    return readingAs(this.dataSource, member, async ({ manager }) => {
      const [row] = await manager.query<DocumentRow[]>(
        `select ${columns} from document d join person r on r.id = d.recorded_by where d.id = $1`,
        [id],
      );
      if (!row) throw new DomainError('missing', 'document.missing');
      const items = await manager.query<object[]>(
        `select i.project_id as "projectId", p.code, p.title, i.share, g.name as "regionName", i.amount_fen::text as amount
       from document_item i join project p on p.id = i.project_id
         join share s on s.project_id = i.project_id and s.no = i.share join region g on g.id = s.region_id
       where i.document_id = $1 order by p.id, i.share`,
        [id],
      );
      const lines = await manager.query<object[]>(
        `select l.line, l.name, l.before_fen::text as before, l.after_fen::text as after, l.reason, l.added
         from document_line l where l.document_id = $1 order by l.no`,
        [id],
      );
      return { ...shown(row, language), items, lines };
    });
  }

  /** The scan of a document, for whoever may see the document. */
  async scan(member: Member, id: number): Promise<StoredScan> {
    return readingAs(this.dataSource, member, async (tx) => {
      const [document] = await tx.named<{ hash: string | null; name: string; bytes: number; mediaType: string }>(
        'documents.scan',
        `select d.scan_hash as hash, d.scan_name as name, f.bytes, f.media_type as "mediaType"
         from document d left join stored_file f on f.hash = d.scan_hash where d.id = $1`,
        [id],
      );
      if (!document) throw new DomainError('missing', 'document.missing');
      if (document.hash === null) throw new DomainError('missing', 'paper.missing');
      return { ...document, hash: document.hash };
    });
  }
}

export interface StoredScan {
  readonly hash: string;
  readonly name: string;
  readonly bytes: number;
  readonly mediaType: string;
}

function shown(row: DocumentRow, language: Language) {
  const texts = textsFor(language);
  return { ...row, kindLabel: texts.documentKinds[row.kind], stateLabel: texts.documentStates[row.state] };
}
