import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getQueueToken } from '@nestjs/bull';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bull';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { noticeEndQueue } from '../../src/city-review/notice-end.processor.js';
import { Clock } from '../../src/clock.js';
import type { Config } from '../../src/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { foundCity, type People, type RegionRow } from '../../src/demo/city.js';
import { fundsArrivalQueue } from '../../src/funds/funds-arrival.js';
import { paperSweepQueue } from '../../src/papers/paper-sweep.processor.js';
import { Passwords } from '../../src/identity/password.js';
import { samplePdf, samplePhoto } from '../../src/demo/sample-papers.js';
import { urlOfLogin } from '../../src/servers/postgres.server.js';
import { differencesInBooks } from '../../src/ledger/verify.js';
import { recordDocument } from '../../src/documents/record-documents.js';
import { inTransaction } from '../../src/database/transaction.js';
import type { DocumentKind } from '../../workflows/document/facts.js';
import type { NamedPaper } from '../../workflows/project/papers.js';
import { parseWan } from '../../workflows/values/money.js';
import { testDatabase, testRedis, type TestPlace } from './test-database.js';

export const regions: readonly RegionRow[] = [
  { id: '440700', name: '江门市', level: 'city' },
  { id: '440703', name: '蓬江区', level: 'county' },
  { id: '440781', name: '台山市', level: 'county' },
  { id: '440783', name: '开平市', level: 'county' },
];

/** Everybody's. */
export const password = 'password';

/** argon2id at its least cost. */
export class CheapPasswords extends Passwords {
  protected override readonly cost = { memoryCost: 8, timeCost: 1, parallelism: 1 } as never;
}

/** The only fake: a clock that a test sets. */
export class TestClock extends Clock {
  constructor(private instant: string) {
    super();
  }

  override now(): string {
    return this.instant;
  }

  /** Nine in the morning in China. */
  setDay(day: string): void {
    this.instant = `${day}T01:00:00.000Z`;
  }

  pass(minutes: number): void {
    this.instant = new Date(Date.parse(this.instant) + minutes * 60_000).toISOString();
  }
}

export interface Reply<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

export interface ShownAction {
  event: string;
  href: string;
  version: number;
  allowed: boolean;
  papers: { class: string; there: boolean }[];
  part: { kind: string; no: number } | null;
  unmet: { code: string; message: string }[];
}

/** What the server tells of an upload that has arrived. */
export interface Arrived {
  readonly id: string;
  readonly hash: string;
  readonly bytes: number;
  readonly takenAt: string | null;
}

/** The real application on a real database, with a city, a budget and money in it, and people who act over HTTP. */
export class Office {
  private readonly cookies = new Map<string, Promise<string>>();
  private keys = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly people: People,
    readonly clock: TestClock,
    /** As the owner of the tables, whom no scope narrows: what a test looks at behind the application's back. */
    readonly db: DataSource,
    private readonly places: readonly TestPlace[],
    /** Where its papers are. */
    readonly dataDir: string,
  ) {}

  /** `settings` for what differs: the tests of the pages serve them. */
  static async open(settings: Partial<Config> = {}): Promise<Office> {
    const [database, redis] = [await testDatabase(), await testRedis()];
    const dataDir = await mkdtemp(join(tmpdir(), 'sluice-papers-'));
    const app = await createApp({
      databaseUrl: database.url,
      // Each with its own login, as an operator runs it.
      appDatabaseUrl: urlOfLogin(database.url, 'sluice_app'),
      doorDatabaseUrl: urlOfLogin(database.url, 'sluice_door'),
      redisUrl: redis.url,
      port: 0,
      host: '127.0.0.1',
      dataDir,
      demo: false,
      webDir: '/nowhere',
      logLevel: (process.env['TEST_LOG'] ?? 'silent') as 'silent',
      ...settings,
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    // A test says when the time has come; the real minute must not do it in between.
    for (const queue of [noticeEndQueue, fundsArrivalQueue, paperSweepQueue]) {
      await app.get<Queue>(getQueueToken(queue), { strict: false }).pause(true, true);
    }
    const clock = new TestClock('2026-03-02T01:00:00.000Z');
    Object.assign(app.get(Clock), { now: () => clock.now() });
    const cheap = new CheapPasswords();
    Object.assign(app.get(Passwords), { cost: (cheap as unknown as { cost: object }).cost });
    const db = await createDataSource(database.url).initialize();
    const people = await foundCity(db.manager, regions, await cheap.hash(password));
    const office = new Office(app, people, clock, db, [database, redis], dataDir);
    await office.openYear(2026);
    return office;
  }

  /** Whatever the tests of a file did, the books agree at its end. */
  async close(): Promise<void> {
    const differences = await differencesInBooks(this.db);
    await this.app.close();
    await this.db.destroy();
    for (const place of this.places) await place.drop();
    await rm(this.dataDir, { recursive: true, force: true });
    if (differences.length > 0) throw new Error(`the books do not agree: ${JSON.stringify(differences, null, 1)}`);
  }

  /** For another process on the same servers. */
  get servers(): { DATABASE_URL: string; REDIS_URL: string } {
    const [database, redis] = this.places as [TestPlace, TestPlace];
    return { DATABASE_URL: database.url, REDIS_URL: redis.url };
  }

  /** The next morning people sign in anew: sessions last half a day. */
  setDay(day: string): void {
    this.clock.setDay(day);
    this.cookies.clear();
  }

  /** A year with one line for each mode, 1,000万 each, and 3,000万 received. */
  async openYear(year: number): Promise<void> {
    const wan = (amount: string) => parseWan(amount).toString();
    await this.db.query(`insert into fund_year (year) values ($1)`, [year]);
    await this.db.query(
      `insert into income_source (year, code, name, kind, region_id, planned_fen) values
        ($1, 'levy', '各县（市、区）上缴', 'levy', null, $2), ($1, 'gift', '专项', 'extra', null, 0)`,
      [year, wan('3000')],
    );
    const lines = [
      ['1.1', 'standard', '农村道路'],
      ['1.2', 'build_first', '特色产业奖补'],
      ['1.3', 'filing', '乡村风貌示范带'],
      ['1.4', 'actual_cost', '农房保险'],
      ['1.5', 'direct_transfer', '困难群众慰问'],
    ];
    await this.db.query(
      `insert into budget_line (year, code, parent_code, name, budget_fen, leaf) values ($1, '1', null, '专项资金', 0, false)`,
      [year],
    );
    for (const [code, mode, name] of lines) {
      await this.db.query(
        `insert into budget_line (year, code, parent_code, name, budget_fen, leaf, mode) values ($1, $2, '1', $3, $4, true, $5)`,
        [year, code, name, wan('1000'), mode],
      );
    }
    const { Door } = await import('../../src/door/door.js');
    const occurredAt = this.clock.now();
    const manager = this.people.get('manager-1')!;
    const finance = this.people.get('finance-1')!;
    const door = this.app.get(Door);
    const fundYear = { subject: 'fundYear', id: year, occurredAt, expected: null } as const;
    const documentId = await inTransaction(this.db, (tx) =>
      recordDocument(tx, manager, occurredAt, {
        kind: 'budget',
        year,
        issuer: '领导小组',
        number: `${year}年预算`,
        issuedOn: occurredAt.slice(0, 10) as never,
        title: '预算',
        items: [],
      }),
    );
    const second = this.people.get('manager-2')!;
    await door.apply(
      [
        {
          subject: 'document',
          id: documentId,
          event: { type: 'document.confirm' },
          actor: second,
          occurredAt,
          expected: 1,
        },
        { ...fundYear, actor: second, event: { type: 'budget.approve', documentId, overIncome: true } },
      ],
      { allOrNothing: true },
    );
    await door.apply([
      {
        ...fundYear,
        actor: finance,
        event: { type: 'income.receive', source: 'levy', amount: parseWan('3000'), receivedOn: '2026-02-01' as never },
      },
    ]);
  }

  async request<T = Record<string, unknown>>(
    who: string | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'PATCH',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const cookie = who === null ? null : await this.cookieOf(who);
    this.keys += 1;
    const reply = await this.app.inject({
      method,
      url: path.startsWith('/api') ? path : `/api${path}`,
      headers: {
        ...(cookie ? { cookie } : {}),
        'idempotency-key': `key-${this.keys}`,
        ...headers,
      },
      ...(body ? { payload: body } : {}),
    });
    // A session goes on with a new token: as a browser would, the next request brings that one.
    const renewed = reply.cookies.find(({ value }) => value !== '');
    if (who !== null && renewed) this.cookies.set(who, Promise.resolve(`${renewed.name}=${renewed.value}`));
    const isJson = String(reply.headers['content-type']).includes('json');
    return { status: reply.statusCode, body: (isJson ? JSON.parse(reply.body) : {}) as T };
  }

  /** The cookie of a session of theirs. However many requests begin at once, a person signs in once. */
  async cookieOf(who: string): Promise<string> {
    const known = this.cookies.get(who) ?? this.signIn(who);
    this.cookies.set(who, known);
    return known;
  }

  private async signIn(who: string): Promise<string> {
    const reply = await this.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: `demo-${who}`, password },
    });
    if (reply.statusCode !== 201) throw new Error(`${who} cannot sign in: ${reply.body}`);
    const cookie = reply.cookies[0]!;
    return `${cookie.name}=${cookie.value}`;
  }

  /** Uploads a file as the page does, in one piece; named as a command names it. What is refused is the last answer. */
  async upload(who: string, paperClass: string, name: string, content: Buffer): Promise<Reply<Arrived>> {
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const tus = { 'tus-resumable': '1.0.0' };
    const announced = await this.sends(who, 'POST', '/uploads', {
      ...tus,
      'upload-length': String(content.length),
      'upload-metadata': `filename ${encoded(name)},class ${encoded(paperClass)}`,
    });
    if (announced.status !== 201) return announced as unknown as Reply<Arrived>;
    const piece = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const sent = await this.sends(who, 'PATCH', announced.location, piece, content);
    if (sent.status !== 204) return sent as unknown as Reply<Arrived>;
    return this.request<Arrived>(who, 'GET', `${announced.location}/paper`);
  }

  /** As `upload`, for what must succeed: the paper as a command or a draft names it. */
  async paper(
    who: string,
    paperClass: string,
    name = `${paperClass}.pdf`,
    content = name.endsWith('.pdf') ? samplePdf(`${name} ${who}`) : samplePhoto(),
  ): Promise<NamedPaper> {
    const { status, body } = await this.upload(who, paperClass, name, content);
    if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
    return { class: paperClass as NamedPaper['class'], hash: body.hash, name };
  }

  /** One paper of each class. */
  async papers(who: string, ...classes: readonly string[]): Promise<NamedPaper[]> {
    const named: NamedPaper[] = [];
    for (const each of classes) named.push(await this.paper(who, each, `${each}.${each === 'photo' ? 'jpg' : 'pdf'}`));
    return named;
  }

  private async sends(who: string, method: 'POST' | 'PATCH', url: string, headers: object, payload?: Buffer) {
    const reply = await this.app.inject({
      method,
      url: url.startsWith('/api') ? url : `/api${url}`,
      headers: { cookie: await this.cookieOf(who), ...headers },
      ...(payload ? { payload } : {}),
    });
    const body = (reply.body ? JSON.parse(reply.body) : {}) as Record<string, unknown>;
    return { status: reply.statusCode, body, location: String(reply.headers['location']) };
  }

  async get<T = Record<string, unknown>>(who: string, path: string): Promise<T> {
    const reply = await this.request<T>(who, 'GET', path);
    if (reply.status !== 200) throw new Error(`GET ${path} as ${who}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  async actions(who: string, project: number): Promise<ShownAction[]> {
    return (await this.get<{ items: ShownAction[] }>(who, `/projects/${project}/actions`)).items;
  }

  /**
   * Does what the project's page offers, exactly as the page would: finds the action, brings the papers that it asks for
   * unless the form names some, sends its version and the form.
   */
  async act(who: string, project: number, event: string, form: object = {}, part?: number): Promise<Reply> {
    const offered = await this.actions(who, project);
    const action = offered.find((each) => each.event === event && (part === undefined || each.part?.no === part));
    if (!action) {
      throw new Error(
        `${event} is not offered to ${who}; offered are: ${offered.map((each) => each.event).join(', ')}`,
      );
    }
    const missing = action.papers.filter(({ there }) => !there && event !== 'application.submit');
    const papers = 'papers' in form ? [] : await this.papers(who, ...missing.map((each) => each.class));
    const brought = papers.length > 0 ? { papers } : {};
    return this.request(who, 'POST', action.href, { version: action.version, ...brought, ...form });
  }

  /** As `act`, for what must succeed. */
  async does(
    who: string,
    project: number,
    event: string,
    form: object = {},
    part?: number,
  ): Promise<Record<string, unknown>> {
    const reply = await this.act(who, project, event, form, part);
    if (reply.status !== 201)
      throw new Error(`${event} by ${who}: ${reply.status} ${JSON.stringify(reply.body, null, 1)}`);
    return reply.body;
  }

  /** A second person in the same organisation and role as another. */
  async joins(who: string, name: string, like: string): Promise<void> {
    const { membershipId } = this.people.get(like)!;
    await this.db.query(
      `with p as (insert into person (username, name, password_hash)
         select 'demo-' || $1, $2, p.password_hash from person p join membership m on m.person_id = p.id where m.id = $3
         returning id)
       insert into membership (person_id, organisation_id, role)
         select p.id, m.organisation_id, m.role from p, membership m where m.id = $3`,
      [who, name, membershipId],
    );
  }

  /** Records a document and has a second person confirm it. */
  async document(kind: DocumentKind, items: readonly Item[], said: object = {}): Promise<Reply> {
    const recorded = await this.record(kind, items, said);
    if (recorded.status !== 201) throw new Error(`document: ${recorded.status} ${JSON.stringify(recorded.body)}`);
    return this.confirm(kind, recorded.body.id);
  }

  /** Ends a project by a document that lists what each of its shares loses. */
  async ends(kind: 'rejection' | 'termination', project: number, amounts: readonly string[]): Promise<void> {
    const items = amounts.map((amount, index) => ({ projectId: project, share: index + 1, amount }));
    const { status, body } = await this.document(kind, items);
    if (status !== 201) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
  }

  /** Records a document, by the first of the two who may. `said` replaces what is written on it. */
  async record(kind: DocumentKind, items: readonly Item[], said: object = {}): Promise<Reply<{ id: number }>> {
    const [recorder] = signatories[kind];
    const { hash, name } = await this.paper(recorder, 'decision', '批文扫描件.pdf');
    this.keys += 1;
    return this.request(recorder, 'POST', '/documents', {
      kind,
      year: 2026,
      issuer: '江门市',
      number: `江农〔2026〕${this.keys}号`,
      issuedOn: this.clock.now().slice(0, 10),
      title: '关于有关项目的通知',
      items,
      scan: { hash, name },
      ...said,
    });
  }

  confirm(kind: DocumentKind, document: number, headers: Record<string, string> = {}): Promise<Reply> {
    return this.request(signatories[kind][1], 'POST', `/documents/${document}/confirmation`, { version: 1 }, headers);
  }

  /** As `act`, for what must be refused: the codes of what stands in the way. */
  async refuses(who: string, project: number, event: string, form: object = {}, part?: number): Promise<string[]> {
    const { status, body } = await this.act(who, project, event, form, part);
    if (status !== 422) throw new Error(`${event} by ${who} was to be refused: ${status} ${JSON.stringify(body)}`);
    const { code, unmet } = body as { code: string; unmet?: { code: string }[] };
    return unmet?.map((each) => each.code) ?? [code];
  }

  async state(project: number): Promise<string> {
    const [row] = await this.db.query<{ state: string }[]>('select state from project where id = $1', [project]);
    return row!.state;
  }

  /** A complete application with its papers, drafted by the town of 台山 unless another asks. */
  async draft(mode: string, asked = '1000000', who = 'town-440781', region = '440781'): Promise<number> {
    return this.draftShares(mode, [{ regionId: region, asked }], who);
  }

  async draftShares(mode: string, shares: readonly ShareAsked[], who: string): Promise<number> {
    const created = await this.request<{ id: number }>(who, 'POST', '/projects', {
      title: '村道硬底化',
      year: 2026,
      line: lineOf[mode],
      shares,
    });
    if (created.status !== 201) throw new Error(`draft: ${created.status} ${JSON.stringify(created.body)}`);
    const { id } = created.body;
    const content = { ...contentOf(shares), papers: await this.papers(who, 'feasibility', 'budget') };
    const saved = await this.request(who, 'PUT', `/projects/${id}/draft`, { version: 1, content });
    if (saved.status !== 200) throw new Error(`draft: ${saved.status} ${JSON.stringify(saved.body)}`);
    return id;
  }

  /** Brings a new project along the straight way, each step by whoever may do it, until it is in `state`. */
  async bring(
    state: string,
    { mode = 'standard', asked = '1000000', approved = asked }: Brought = {},
  ): Promise<number> {
    const town = 'town-440781';
    const officer = 'officer-440781';
    const project = await this.draft(mode, asked, town);
    const items = [{ projectId: project, share: 1, amount: approved }];
    const today = () => this.clock.now().slice(0, 10);
    const document = async (kind: DocumentKind) => {
      const reply = await this.document(kind, items);
      if (reply.status !== 201) throw new Error(`${kind}: ${JSON.stringify(reply.body)}`);
    };
    const straightOn: Record<string, () => Promise<unknown>> = {
      'application.drafting': () => this.does(town, project, 'application.submit'),
      'application.endorsing': () => this.does(officer, project, 'application.endorse', { opinion: '同意推荐' }),
      'cityReview.intake': () => this.does('reviewer-1', project, 'review.accept', { departments: [] }),
      'cityReview.scheduling': () => this.putToVote(project, approved),
      'cityReview.deliberating': () => this.vote(project, panel, 'approve'),
      'cityReview.filingConsent': () => this.does('reviewer-1', project, 'review.consent', { note: '同意报备' }),
      'cityReview.governmentApproval': () => document('government'),
      'cityReview.publicNotice': async () => {
        const [row] = await this.db.query<{ over: string }[]>(
          'select (notice_ends_on + 1)::text as over from project where id = $1',
          [project],
        );
        if (today() < row!.over) this.setDay(row!.over);
        await this.does('reviewer-1', project, 'review.endNotice');
      },
      'cityReview.approving': () => document('approval'),
      'fundRelease.awaiting': () => document('release'),
      'fundRelease.receiving': () =>
        this.does('finance-440781', project, 'instalment.confirm', { receivedOn: today() }),
      'implementation.underway': async () => {
        await this.does(town, project, 'progress.report', { percent: 100, note: '完工' });
        await this.does(town, project, 'acceptance.request', { note: '申请验收' });
      },
      'acceptance.inspecting': () =>
        this.does(officer, project, 'inspection.pass', { accepted: approved, note: '合格' }),
      'reimbursement.claiming': async () => {
        await this.pay(project, await this.claim(project, 'final', approved), approved);
        await this.does('finance-440781', project, 'reimbursement.settle', { note: '结清' });
      },
      'selfEvaluation.writing': async () => {
        await this.does(town, project, 'selfEvaluation.submit', { targetMet: true, summary: '完成' });
      },
      'selfEvaluation.checking': async () => {
        await this.does(officer, project, 'selfEvaluation.confirm');
      },
    };
    for (let at = await this.state(project); at !== state; at = await this.state(project)) {
      const step = straightOn[at];
      if (!step) throw new Error(`the straight way of ${mode} does not lead from ${at} to ${state}`);
      await step();
    }
    return project;
  }

  putToVote(project: number, amount: string, members: readonly string[] = panel): Promise<unknown> {
    return this.does('reviewer-1', project, 'review.putToVote', {
      panel: members.map((who) => this.people.get(who)!.personId),
      amounts: [{ share: 1, amount }],
    });
  }

  async vote(project: number, members: readonly string[], choice: string, reason?: string): Promise<void> {
    for (const who of members) await this.does(who, project, 'seat.vote', { choice, ...(reason ? { reason } : {}) });
  }

  /** A standard project under way with `released` of what is approved received. */
  async underway(approved: string, released: string): Promise<number> {
    const project = await this.bring('fundRelease.awaiting', { asked: approved });
    await this.release(project, released);
    return project;
  }

  /** Releases an amount to a share, and its county confirms the receipt. */
  async release(project: number, amount: string, share = 1, receiver = 'finance-440781'): Promise<void> {
    const reply = await this.document('release', [{ projectId: project, share, amount }]);
    if (reply.status !== 201) throw new Error(`release: ${JSON.stringify(reply.body)}`);
    await this.does(receiver, project, 'instalment.confirm', { receivedOn: this.clock.now().slice(0, 10) });
  }

  /** A claim drafted and submitted; its number. */
  async claim(project: number, claimKind: string, amount: string, share = 1, who = 'town-440781'): Promise<number> {
    const drafted = await this.does(who, project, 'claim.draft', {
      share,
      claimKind,
      lines: [{ payee: '台山建筑公司', purpose: '工程款', amount }],
    });
    const no = Number((drafted['part'] as string).split('/')[1]);
    await this.does(who, project, 'claim.submit', {}, no);
    return no;
  }

  async pay(project: number, no: number, approved: string, who = 'finance-440781'): Promise<void> {
    await this.does(who, project, 'claim.check', { approved, note: '经审核' }, no);
    await this.does(who, project, 'claim.pay', { paidOn: this.clock.now().slice(0, 10), voucher: `P-${no}` }, no);
  }

  /** The balance of an account of the ledger, as a digit string of fen; an account nobody posted to has none. */
  async balance(key: string): Promise<string> {
    const [row] = await this.db.query<{ balance: string }[]>(
      'select balance_fen::text as balance from account where key = $1',
      [key],
    );
    return row?.balance ?? '0';
  }
}

interface Item {
  readonly projectId: number;
  readonly share: number;
  readonly amount: string;
}
interface ShareAsked {
  readonly regionId: string;
  readonly asked: string;
}
interface Brought {
  readonly mode?: string;
  readonly asked?: string;
  readonly approved?: string;
}

/** Who records a document, and who confirms it. */
const signatories: Record<DocumentKind, readonly [string, string]> = {
  approval: ['manager-1', 'manager-2'],
  rejection: ['manager-1', 'manager-2'],
  government: ['manager-1', 'manager-2'],
  release: ['finance-1', 'finance-2'],
  termination: ['manager-1', 'manager-2'],
  budget: ['manager-1', 'manager-2'],
  adjustment: ['manager-1', 'manager-2'],
};

export const panel = ['reviewer-1', 'reviewer-2', 'reviewer-3'];

const lineOf: Record<string, string> = {
  standard: '1.1',
  build_first: '1.2',
  filing: '1.3',
  actual_cost: '1.4',
  direct_transfer: '1.5',
};

const sumOf = (shares: readonly ShareAsked[]) => shares.reduce((sum, { asked }) => sum + BigInt(asked), 0n).toString();

export const completeContent = (regionId: string, asked: string) => contentOf([{ regionId, asked }]);

const contentOf = (shares: readonly ShareAsked[]) => ({
  title: '村道硬底化',
  summary: '硬化村道三公里',
  need: '雨季出行困难',
  feasibility: '已完成测量和设计',
  shares,
  match: [],
  costs: [{ item: '工程费', amount: sumOf(shares) }],
  stages: [{ name: '施工', amount: sumOf(shares) }],
  timetable: [{ step: '施工', from: '2026-04-01', until: '2026-09-30' }],
  returns: { expected: '无直接收益', sharing: '优先监测对象和薄弱村' },
  beneficiaries: { villages: 1, households: 120, persons: 480 },
  targets: [
    { aspect: 'quantity', direction: 'atLeast', name: '硬化村道', target: '3', unit: '公里' },
    { aspect: 'social', direction: 'inWords', name: '出行条件', target: '明显改善', unit: '' },
    { aspect: 'satisfaction', direction: 'atLeast', name: '受益群众满意度', target: '90', unit: '%' },
  ],
});
