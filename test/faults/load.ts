import { setTimeout as delay } from 'node:timers/promises';
import type { DocumentKind } from '../../workflows/document/facts.js';
import { dayInChina } from '../../workflows/values/local-date.js';
import type { City } from './city.js';
import { contentFor } from './city.js';
import type { Dice } from './dice.js';
import { forms, type ShownProject } from './forms.js';
import { isDefinite, type Journal, type Wanted } from './journal.js';
import { Visitor } from './visitor.js';

interface Action {
  readonly event: string;
  readonly via: DocumentKind | null;
  readonly href: string;
  readonly version: number;
  readonly part: { readonly no: number } | null;
  readonly papers: readonly { readonly class: string; readonly there: boolean }[];
  readonly allowed: boolean;
  readonly primary: boolean;
}

const town = /^town-/;
const finance = 'finance-1';
/** Whoever confirms may not be the one who recorded. */
const confirmers = new Set(['manager-2', 'finance-2']);
const recorders = new Set(['manager-1', 'finance-1']);
/** Most of the work is about a few projects, so that many meet at the same one. */
const hot = 8;

const scanOf = (brought: City['papers'][string]) => {
  const { hash, name } = brought.find((paper) => paper.class === 'decision')!;
  return { hash, name };
};

/**
 * Somebody at a desk: looks at a project, does one of the things that its page offers, and sends it again under the same
 * key until there is a definite answer; at times gives up, like a page that is closed. Nothing is known to it but what
 * the API tells.
 */
export class Clerk {
  private stopped = false;

  constructor(
    private readonly who: string,
    private readonly city: City,
    private readonly visitor: Visitor,
    private readonly journal: Journal,
    private readonly dice: Dice,
  ) {}

  stop(): void {
    this.stopped = true;
  }

  async work(): Promise<void> {
    while (!this.stopped) {
      const wanted = await this.choose();
      if (wanted) await this.insist(wanted);
      // Whoever found nothing to do looks again a little later.
      await delay(this.dice.between(0, wanted ? 30 : 300));
    }
  }

  private async choose(): Promise<Wanted | null> {
    const { dice, who } = this;
    if (town.test(who) && dice.chance(0.1)) return this.begin();
    if (town.test(who) && dice.chance(0.3)) return this.write();
    if (who === finance && dice.chance(0.15)) return this.income();
    if (confirmers.has(who) && dice.chance(0.6)) return this.confirm();
    return this.act();
  }

  private async act(): Promise<Wanted | null> {
    const id = await this.anyProject();
    const offered = (await this.list<Action>(`/projects/${id}/actions`)).filter(
      ({ allowed, event, via }) => (allowed || this.dice.chance(0.1)) && (via ? recorders.has(this.who) : forms[event]),
    );
    if (offered.length === 0) return null;
    const leading = offered.filter(({ primary }) => primary);
    const action = this.dice.oneOf(leading.length > 0 && this.dice.chance(0.9) ? leading : offered);
    const project = await this.visitor.get<ShownProject>(`/projects/${id}`);
    if (!project) return null;
    if (action.via) return this.record(action.via, project);
    const { event, href, part, papers } = action;
    const filling = { project, part: part?.no, mark: this.journal.mark(), dice: this.dice, people: this.city.people };
    // Now and then the page is an old one.
    const version = this.dice.chance(0.03) && action.version > 1 ? action.version - 1 : action.version;
    const wanted = papers.filter(({ there }) => !there && event !== 'application.submit');
    const brought = this.city.papers[this.who]!.filter((paper) => wanted.some((each) => each.class === paper.class));
    const body = { version, ...(brought.length > 0 ? { papers: brought } : {}), ...forms[event]!(filling) };
    return this.wanted(event, `project/${id}`, href.replace(/^\/api/, ''), body);
  }

  /** Mostly one that waits for this clerk, and mostly one of the few that most are busy with. */
  private async anyProject(): Promise<number> {
    const waiting = await this.list<{ project: { id: number } }>('/inbox?limit=200');
    const listed =
      waiting.length > 0 && this.dice.chance(0.8)
        ? waiting.map(({ project }) => project.id)
        : (await this.list<{ id: number }>('/projects?limit=200')).map(({ id }) => id);
    return this.dice.oneOf(this.dice.chance(0.5) ? listed.slice(0, hot) : listed) ?? 0;
  }

  private record(kind: DocumentKind, project: ShownProject): Wanted {
    const mark = this.journal.mark();
    const proposed = kind === 'approval' || kind === 'government' || kind === 'rejection';
    const items = project.shares.map(({ no, ...money }) => ({
      projectId: project.id,
      share: no,
      amount: proposed
        ? (money.proposed ?? '0')
        : kind === 'release'
          ? String(BigInt(money.approved) - BigInt(money.released))
          : money.approved,
    }));
    const body = {
      kind,
      year: this.city.year,
      issuer: '江门市',
      number: `江农${mark}`,
      issuedOn: dayInChina(new Date().toISOString()),
      title: '关于有关项目的通知',
      items,
      scan: scanOf(this.city.papers[this.who]!),
    };
    return this.wanted('document.record', 'new', '/documents', body);
  }

  private async confirm(): Promise<Wanted | null> {
    const recorded = await this.list<{ id: number; version: number }>('/documents?state=recorded&limit=200');
    if (recorded.length === 0) return null;
    const { id, version } = this.dice.oneOf(recorded);
    return this.wanted('document.confirm', `document/${id}`, `/documents/${id}/confirmation`, { version });
  }

  private begin(): Wanted {
    const regionId = this.who.slice(5);
    const title = `村道硬底化${this.journal.mark()}`;
    const { shares } = contentFor(regionId);
    const body = { title, year: this.city.year, line: this.dice.oneOf(this.city.lines), shares };
    return this.wanted('application.begin', 'new', '/projects', body);
  }

  /** As the page saves while somebody types. */
  private async write(): Promise<Wanted | null> {
    const drafts = await this.list<{ id: number }>('/projects?stage=application&limit=200');
    if (drafts.length === 0) return null;
    const { id } = this.dice.oneOf(drafts);
    const draft = await this.visitor.get<{ version: number }>(`/projects/${id}/draft`);
    if (!draft) return null;
    const content = {
      ...contentFor(this.who.slice(5), this.city.papers[this.who]),
      summary: `硬化村道三公里${this.journal.mark()}`,
    };
    const body = { version: draft.version, content };
    return { ...this.wanted('draft.save', `project/${id}`, `/projects/${id}/draft`, body), method: 'PUT' };
  }

  /** A little comes in; a little is held back, or let go. */
  private income(): Wanted {
    const { year } = this.city;
    const amount = String(this.dice.between(1, 3_000_000));
    const ask = (event: string, path: string, body: object) =>
      this.wanted(event, `fundYear/${year}`, `/fund-years/${year}/${path}`, { amount, ...body });
    const receivedOn = dayInChina(new Date().toISOString());
    if (this.dice.chance(0.6)) return ask('income.receive', 'receipts', { source: 'levy', receivedOn });
    const mark = { reason: `预留${this.journal.mark()}` };
    return this.dice.chance(0.5) ? ask('income.hold', 'holds', mark) : ask('income.lift', 'hold-liftings', mark);
  }

  private wanted(event: string, subject: string, path: string, body: object): Wanted {
    const key = `${this.who}-${this.journal.mark()}`;
    return { key: encodeURIComponent(key), who: this.who, method: 'POST', path, body, event, subject };
  }

  private async list<T>(path: string): Promise<readonly T[]> {
    return (await this.visitor.get<{ items: readonly T[] }>(path))?.items ?? [];
  }

  /** Until it is known what became of it, however long that takes; one in five gives up when it is in doubt. */
  private async insist(wanted: Wanted): Promise<void> {
    const entry = this.journal.open(wanted);
    const patient = this.dice.chance(0.8);
    for (;;) {
      const sending = await this.visitor.send(wanted);
      entry.sendings.push(sending);
      const { reply } = sending;
      if (isDefinite(reply)) {
        // A draft has no key: that it changed meanwhile may mean that the first attempt came through.
        const inDoubt = wanted.event === 'draft.save' && entry.sendings.length > 1 && reply.status === 409;
        entry.outcome = inDoubt ? 'unknown' : reply.status < 300 ? 'done' : 'refused';
        entry.answer = reply.body;
        return;
      }
      if (!patient) return;
      await delay(this.dice.between(50, 300));
    }
  }
}
