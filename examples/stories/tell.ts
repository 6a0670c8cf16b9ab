import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { postsOf } from '../../src/demo/city.js';
import { NoticeEndProcessor } from '../../src/city-review/notice-end.processor.js';
import { textsFor } from '../../src/texts/texts.js';
import { regions, type Office, type Reply } from '../../test/support/office.js';
import type { NamedPaper, PaperClass } from '../../workflows/project/papers.js';
import { fen, formatWan } from '../../workflows/values/money.js';
import type { Cast, Step, Story } from './story.js';

const texts = textsFor('zh-CN');
const posts = new Map(postsOf(regions).map((post) => [post.username.replace(/^demo-/, ''), post]));
/** What fields are called on screen. */
const words = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../web/src/locales/zh-CN/fields.json'), 'utf8'),
) as Record<string, string> & { options: Record<string, Record<string, string>> };

interface Shown {
  readonly state: string;
  readonly stateLabel: string;
  readonly asked: string;
  readonly approved: string;
  readonly released: string;
  readonly received: string;
  readonly paid: string;
  readonly shares: readonly { readonly no: number; readonly regionName: string }[];
  readonly holders: readonly {
    readonly label: string;
    readonly roleLabel: string;
    readonly organisation: string | null;
    readonly region: string | null;
    readonly personName: string | null;
    readonly dueOn: string;
    readonly paused: boolean;
    readonly workingDaysLeft: number | null;
  }[];
}

/**
 * Tells a story to the running application as its people would, over HTTP, and returns the transcript (Markdown) and the
 * project. Throws at the first step that does not lead where the story says.
 */
export async function tell(office: Office, story: Story): Promise<{ transcript: string; project: number }> {
  const teller = new Teller(office, story);
  for (const { heading, steps } of story.chapters) {
    teller.write(`## ${heading}`);
    for (const step of steps) await teller.take(step);
  }
  const config = await resolveConfig(import.meta.filename);
  return { transcript: await format(teller.text(), { ...config, parser: 'markdown' }), project: teller.project };
}

/** The transcript as it is kept beside the stories; `UPDATE=1` writes it anew. */
export function keptTranscript(name: string, told: string): string {
  const path = join(import.meta.dirname, `${name}.md`);
  if (process.env['UPDATE'] === '1') writeFileSync(path, told);
  return readFileSync(path, 'utf8');
}

class Teller implements Cast {
  project = 0;
  private draftVersion = 1;
  private state = 'application.drafting';
  private bar = '';
  private count = 0;
  private readonly lines: string[];

  constructor(
    private readonly office: Office,
    private readonly story: Story,
  ) {
    this.lines = [`# ${texts.modes[story.mode]}：${story.title}`, story.about, legend];
  }

  text(): string {
    return this.lines.join('\n\n');
  }

  write(line: string): void {
    this.lines.push(line);
  }

  readonly person = (who: string): number => this.office.people.get(who)!.personId;
  readonly organisation = (who: string): number => this.office.people.get(who)!.organisationId;

  async take(step: Step): Promise<void> {
    if ('until' in step) {
      this.office.setDay(step.until);
      this.write(`_${dayOf(step.until)}：${step.meanwhile}_`);
      return;
    }
    const heading = this.headingOf(step);
    const said = await this.do(step);
    const shown = await this.office.get<Shown>('auditor', `/projects/${this.project}`);
    this.expectState(step, shown);
    this.count += 1;
    this.write(
      `**${this.count}. ${heading}${said.text && `  \n${said.text}`}${said.refused ? '' : this.outcome(shown)}`,
    );
  }

  private async do(step: Exclude<Step, { until: string }>): Promise<{ text: string; refused: boolean }> {
    if ('begins' in step) {
      const { line, shares } = step.begins;
      const body = { title: this.story.title, year: 2026, line, shares };
      const reply = await this.office.request<{ id: number }>(step.who, 'POST', '/projects', body);
      this.succeed(step.who, reply);
      this.project = reply.body.id;
      const asked = shares.map((share) => `${regionName(share.regionId)} ${money(share.asked)}`);
      return { text: `预算科目 ${line}，申请${asked.join('、')}`, refused: false };
    }
    if ('writes' in step) {
      const papers = await this.brought(step);
      const content = { ...step.writes, ...(papers && { papers }) };
      const body = { version: this.draftVersion, content };
      this.succeed(step.who, await this.office.request(step.who, 'PUT', `/projects/${this.project}/draft`, body));
      this.draftVersion += 1;
      return { text: `申报书各项填写完整${papers ? `；${this.said({ papers })}` : ''}`, refused: false };
    }
    if ('elapses' in step) {
      const swept = await this.office.app.get(NoticeEndProcessor, { strict: false }).sweep();
      if (swept === 0) throw new Error(`${this.at(step.elapses)}: nothing elapsed`);
      return { text: '', refused: false };
    }
    if ('signs' in step) {
      const items = step.amounts.map((row) => ({ projectId: this.project, ...row }));
      const issuer = step.signs === 'release' ? '江门市财政局' : '江门市';
      const reply = await this.office.document(step.signs, items, { issuer, number: step.number, title: step.title });
      this.succeed(step.signs, reply);
      const total = items.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
      return { text: `${issuer}《${step.title}》（${step.number}），本项目 ${money(total)}`, refused: false };
    }
    const event = 'does' in step ? step.does : step.tries;
    const papers = await this.brought(step);
    const form = { ...(typeof step.form === 'function' ? step.form(this) : step.form), ...(papers && { papers }) };
    const reply = await this.office.act(step.who, this.project, event, form, step.part);
    if ('does' in step) {
      this.succeed(step.who, reply);
      return { text: this.said(form), refused: false };
    }
    const { unmet = [] } = reply.body as { unmet?: { code: string; message: string }[] };
    const codes = [...new Set(unmet.map(({ code }) => code))];
    if (reply.status !== 422 || codes.join() !== step.because.join()) {
      throw new Error(`${this.at(event)} was to be refused for ${step.because.join()}: ${JSON.stringify(reply)}`);
    }
    const why = unmet.map(({ message }) => `  \n✗ ${message}`).join('');
    return { text: `${this.said(form)}${why}`.replace(/^ {2}\n/, ''), refused: true };
  }

  /** Uploads what a step brings, under the names of its classes. */
  private async brought({ who, brings }: { who: string; brings?: readonly PaperClass[] }) {
    if (!brings) return null;
    const papers: NamedPaper[] = [];
    for (const each of brings) {
      const name = `${texts.paperClasses[each]}.${each === 'photo' ? 'jpg' : 'pdf'}`;
      papers.push(await this.office.paper(who, each, name));
    }
    return papers;
  }

  private headingOf(step: Exclude<Step, { until: string }>): string {
    if ('elapses' in step) return `${texts.events[step.elapses]}** — ${texts.holders.system}`;
    if ('signs' in step) {
      const by = step.signs === 'release' ? ['finance-1', 'finance-2'] : ['manager-1', 'manager-2'];
      return `${texts.documentKinds[step.signs]}** — ${named(by[0]!)}登记，${named(by[1]!)}核对确认`;
    }
    const label =
      'begins' in step
        ? texts.events['application.begin']
        : 'writes' in step
          ? '填写申报书'
          : texts.events['does' in step ? step.does : step.tries];
    const tried = 'tries' in step ? '（不能办理）' : '';
    return `${label}${tried}** — ${named(step.who)} · ${texts.roles[posts.get(step.who)!.role]}`;
  }

  /** Where the project is now, who must act until when, and the money where it moved. */
  private outcome(shown: Shown): string {
    const waits = shown.holders.map((holder) => {
      const who = `${officeOf(holder)}${holder.personName ? ` ${holder.personName}` : ''}`;
      const left = holder.workingDaysLeft ?? 0;
      const days = left < 0 ? `逾期 ${-left} 个工作日` : `还有 ${left} 个工作日`;
      const until = holder.paused ? '暂停计时' : `${dayOf(holder.dueOn)}前（${days}）`;
      return `${holder.label === shown.stateLabel ? '' : `${holder.label}：`}${who}，${until}`;
    });
    const bar = moneyBar(shown);
    const moved = bar !== this.bar;
    this.bar = bar;
    const state = `→ **${shown.stateLabel}**${waits.map((wait) => `  \n⏳ ${wait}`).join('')}`;
    return `  \n${state}${moved ? `  \n${bar}` : ''}`;
  }

  private expectState(step: Step, shown: Shown): void {
    const expected = ('becomes' in step && step.becomes) || this.state;
    if (shown.state !== expected) {
      throw new Error(`${this.at(JSON.stringify(step))}: ${shown.state} instead of ${expected}`);
    }
    this.state = shown.state;
  }

  private succeed(what: string, reply: Reply): void {
    if (reply.status > 201) throw new Error(`${this.at(what)}: ${JSON.stringify(reply, null, 1)}`);
  }

  private at(what: string): string {
    return `step ${this.count + 1} (${what}) in ${this.state}`;
  }

  /** What was written into the form, in the words of the page. */
  private said(form: object): string {
    return Object.entries(form)
      .map(([key, value]) => `${words[key] ?? key}：${this.printed(key, value)}`)
      .join('；');
  }

  private printed(key: string, value: unknown): string {
    if (key === 'panel') return (value as number[]).map((id) => this.nameOf('personId', id)).join('、');
    if (key === 'departments') {
      return (value as number[]).map((id) => this.nameOf('organisationId', id)).join('、') || '不征求意见';
    }
    if (key === 'papers') return (value as NamedPaper[]).map(({ name }) => name).join('、') || '无';
    if (Array.isArray(value)) return value.map((row) => this.row(row as Record<string, unknown>)).join('、');
    if (typeof value === 'boolean') return words.options['any']![String(value)]!;
    if (typeof value === 'string' && /^(amount|approved|accepted|spent|newAmount)$/.test(key)) return money(value);
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return dayOf(value);
    return words.options[key]?.[String(value)] ?? String(value);
  }

  private row(row: Record<string, unknown>): string {
    const { field, ...rest } = row;
    const name = field === undefined ? '' : `“${texts.fields[field as keyof typeof texts.fields]}”`;
    if ('share' in rest && 'amount' in rest) return `第 ${String(rest['share'])} 份 ${money(rest['amount'] as string)}`;
    const values = Object.entries(rest).map(([key, value]) => this.printed(key, value));
    return `${name}${values.join(' ')}`;
  }

  private nameOf(key: 'personId' | 'organisationId', id: number): string {
    const found = [...this.office.people].find(([, member]) => member[key] === id);
    const post = posts.get(found![0])!;
    return key === 'personId' ? post.name : post.organisation;
  }
}

const named = (who: string) => {
  const post = posts.get(who)!;
  return `${post.organisation} ${post.name}`;
};

const regionName = (id: string) => regions.find((region) => region.id === id)!.name;

/** 台山市财政局 for the county finance of 台山市; what is the city's needs no region. */
function officeOf({ organisation, region, roleLabel }: Shown['holders'][number]): string {
  if (organisation) return organisation;
  return roleLabel.startsWith('县') ? roleLabel.replace('县（市、区）', region ?? '') : roleLabel;
}

const dayOf = (day: string) => {
  const [, month, date] = day.split('-').map(Number);
  return `${month} 月 ${date} 日`;
};

const money = (amount: string | bigint) => `${formatWan(fen(amount))} 万元`;

const legend =
  '资金条：`█` 已支付 `▓` 已到账未支付 `▒` 已下达未到账 `░` 已批准未下达 `·` 已申请未批准。办理时限为工作日。';

const width = 30;

/** The project's money as one bar, each part as long as its share of what is asked. */
function moneyBar({ asked, approved, released, received, paid }: Shown): string {
  const whole = BigInt(asked);
  const upTo = (amount: string) =>
    whole === 0n ? 0 : Number((BigInt(amount) * BigInt(width) * 2n + whole) / (2n * whole));
  const ends: readonly (readonly [string, number])[] = [
    ['█', upTo(paid)],
    ['▓', upTo(received)],
    ['▒', upTo(released)],
    ['░', upTo(approved)],
    ['·', width],
  ];
  let at = 0;
  const bar = ends.map(([block, end]) => {
    const part = block.repeat(Math.max(0, end - at));
    at = Math.max(at, end);
    return part;
  });
  const figures = [
    ['申请', asked],
    ['批准', approved],
    ['下达', released],
    ['到账', received],
    ['支付', paid],
  ].flatMap(([label, amount]) => (amount === '0' ? [] : [`${label} ${formatWan(fen(amount!))}`]));
  return `\`${bar.join('')}\` ${figures.join(' · ')} 万元`;
}
