import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Member } from '../../workflows/actor.js';
import type { NamedPaper, PaperClass } from '../../workflows/project/papers.js';
import type { Tx } from '../database/transaction.js';
import type { ContentStore } from '../papers/content-store.js';
import { examine } from '../papers/examine.js';
import { samplePdf, samplePhoto } from './sample-papers.js';

const titles: Readonly<Record<PaperClass, string>> = {
  feasibility: '可行性研究报告',
  budget: '预算书',
  design: '设计图',
  contract: '合同',
  acceptance: '竣工验收资料',
  invoice: '发票',
  photo: '现场照片',
  decision: '批文',
  other: '说明',
};

interface Sample {
  readonly member: Member;
  readonly paper: NamedPaper;
  readonly content: Buffer;
}

/**
 * Papers that people of a made-up city bring: they are named while its story is told, and uploaded before it is played.
 * Real files in the real store, examined as everybody's are.
 */
export class SampleUploads {
  private readonly samples: Sample[] = [];

  /** A paper of this class about `subject`, as this member's commands and drafts name it. */
  add(member: Member, paperClass: PaperClass, subject: string): NamedPaper {
    const sample = this.sample(member, paperClass, subject);
    this.samples.push(sample);
    return sample.paper;
  }

  /** The same, brought at once. */
  async bringNow(place: Place, member: Member, paperClass: PaperClass, subject: string): Promise<NamedPaper> {
    const sample = this.sample(member, paperClass, subject);
    await bringAll(place, [sample]);
    return sample.paper;
  }

  private sample(member: Member, paperClass: PaperClass, subject: string): Sample {
    const about = `${subject}${titles[paperClass]}`;
    const earlier = this.samples.filter(({ paper }) => paper.class === paperClass && paper.name.startsWith(about));
    const title = earlier.length > 0 ? `${about}（${earlier.length + 1}）` : about;
    const content = paperClass === 'photo' ? samplePhoto() : samplePdf(title);
    const name = `${title}.${paperClass === 'photo' ? 'jpg' : 'pdf'}`;
    const paper = { class: paperClass, hash: createHash('sha256').update(content).digest('hex'), name };
    return { member, paper, content };
  }

  bring(place: Place): Promise<void> {
    return bringAll(place, this.samples);
  }
}

/** Where papers come to, and when: a day after `at`, an instant, the sweep takes what nothing names. */
interface Place {
  readonly tx: Tx;
  readonly store: ContentStore;
  readonly at: string;
}

async function bringAll(place: Place, samples: readonly Sample[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-samples-'));
  try {
    for (const sample of samples) await bringOne(place, sample, join(folder, sample.paper.hash));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bringOne({ tx, store, at }: Place, { member, paper, content }: Sample, path: string): Promise<void> {
  await writeFile(path, content);
  const { mediaType, takenAt, latitude, longitude } = await examine(path, paper.name);
  await tx.named(
    'demo.stored-file',
    `insert into stored_file (hash, bytes, media_type, taken_at, latitude, longitude, stored_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (hash) do nothing`,
    [paper.hash, content.length, mediaType, takenAt, latitude, longitude, at],
  );
  await store.put(paper.hash, path);
  await tx.named(
    'demo.upload',
    `insert into upload (id, organisation_id, person_id, class, name, bytes, hash, begun_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [randomUUID(), member.organisationId, member.personId, paper.class, paper.name, content.length, paper.hash, at],
  );
}
