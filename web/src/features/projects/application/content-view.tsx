import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationContent } from '../../../shared/api/contract.js';
import { regionsQuery } from '../../../shared/api/queries.js';
import { sumFen } from '../../../shared/money/money.js';
import { Money } from '../../../shared/ui/money.js';
import { Panel } from '../../../shared/ui/panel.js';
import { targetSigns } from './place-view.js';
import './application.css';

/** What was applied for, as it was last submitted (or stands in the draft). Sections without content are left out. */
export function ContentView({ content }: { content: ApplicationContent | null }) {
  const { t } = useTranslation();
  const { data: regions } = useQuery(regionsQuery);
  if (!content) return null;
  const { summary, need, feasibility, shares, match, costs, stages, timetable, returns, beneficiaries, targets } =
    content;
  const regionName = (id?: string) => regions?.items.find((region) => region.id === id)?.name ?? id;
  return (
    <Panel title={t('application.content')} className="content">
      <Prose title={t('application.summary')} text={summary} />
      <Prose title={t('application.need')} text={need} />
      <Prose title={t('application.feasibility')} text={feasibility} />
      <div className="content-tables">
        <Amounts
          title={t('application.shares')}
          rows={shares?.map(({ regionId, asked }) => [regionName(regionId), asked])}
        />
        <Amounts
          title={t('application.match')}
          rows={match?.map(({ source, planned }) => [source ? t(`application.sources.${source}`) : undefined, planned])}
        />
        <Amounts title={t('application.costs')} rows={costs?.map(({ item, amount }) => [item, amount])} />
        <Amounts title={t('application.stages')} rows={stages?.map(({ name, amount }) => [name, amount])} />
      </div>
      {!!timetable?.length && (
        <Section title={t('application.timetable')}>
          <PlainTable
            rows={timetable.map(({ step, from, until }) => [step, [from, until].filter(Boolean).join(' – ')])}
          />
        </Section>
      )}
      {!!targets?.length && (
        <Section title={t('application.targets')}>
          <PlainTable
            rows={targets.map(({ aspect, name, direction, target, unit }) => [
              aspect && t(`application.aspects.${aspect}`),
              name,
              [direction && targetSigns[direction], target, unit].filter(Boolean).join(' '),
            ])}
          />
        </Section>
      )}
      {beneficiaries && Object.values(beneficiaries).some(Boolean) && (
        <Section title={t('application.beneficiaries')}>
          <p>
            {(['villages', 'households', 'persons'] as const)
              .filter((key) => beneficiaries[key])
              .map((key) => t(`application.count.${key}`, { count: beneficiaries[key]! }))
              .join(t('project.comma'))}
          </p>
        </Section>
      )}
      <Prose title={t('application.returnsExpected')} text={returns?.expected} />
      <Prose title={t('application.returnsSharing')} text={returns?.sharing} />
    </Panel>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="content-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Prose({ title, text }: { title: string; text?: string }) {
  if (!text) return null;
  return (
    <Section title={title}>
      <p className="prose">{text}</p>
    </Section>
  );
}

function Amounts({ title, rows }: { title: string; rows?: [name: string | undefined, fen: string | undefined][] }) {
  const { t } = useTranslation();
  if (!rows?.length) return null;
  const last = rows.length > 1 && [t('project.sum'), <Money key="sum" fen={sumFen(rows.map(([, fen]) => fen))} unit />];
  return (
    <Section title={title}>
      <PlainTable
        right
        rows={[
          ...rows.map(([name, fen], index) => [name, <Money key={index} fen={fen} unit />]),
          ...(last ? [last] : []),
        ]}
      />
    </Section>
  );
}

function PlainTable({ rows, right = false }: { rows: ReactNode[][]; right?: boolean }) {
  return (
    <table className="plain-table">
      <tbody>
        {rows.map((cells, index) => (
          <tr key={index}>
            {cells.map((cell, at) => (
              <td key={at} className={right && at > 0 ? 'right' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
