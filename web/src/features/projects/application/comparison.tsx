import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Comparison, Difference, Id } from '../../../shared/api/contract.js';
import { comparisonQuery } from '../../../shared/api/queries.js';
import { EmptyState } from '../../../shared/ui/empty-state.js';
import { ProblemPage } from '../../../shared/ui/problem-view.js';
import { fieldLabel } from '../part-value.js';
import { cellNames, CellText, usePlaceLabel } from './place-view.js';
import './application.css';

interface ComparisonDrawerProps {
  project: Id;
  no: number | 'draft';
  close: () => void;
}

/** What changed since the submission before, side by side. */
export function ComparisonDrawer({ project, no, close }: ComparisonDrawerProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(comparisonQuery(project, no));
  return (
    <Drawer
      open
      size="min(1080px, 100vw)"
      title={
        no === 'draft' ? t('application.compareDraft') : t('application.compareWithBefore', { no, before: no - 1 })
      }
      onClose={close}
    >
      {error ? (
        <ProblemPage error={error} retry={() => void refetch()} />
      ) : data ? (
        <ComparisonView comparison={data} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </Drawer>
  );
}

export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const label = usePlaceLabel();
  if (comparison.items.length === 0) return <EmptyState title={t('application.nothingChanged')} />;
  return (
    <div className="comparison">
      <p className="comparison-key">
        <del>{t('application.removed')}</del> <ins>{t('application.added')}</ins>
      </p>
      {comparison.items.map((each) => (
        <section key={each.path} aria-label={label(each.path)}>
          <h3>{label(each.path)}</h3>
          <div className="comparison-sides">
            <div>
              <small>{t('application.submission', { no: comparison.from })}</small>
              <Side difference={each} side="before" />
            </div>
            <div>
              <small>
                {comparison.to === null ? t('application.now') : t('application.submission', { no: comparison.to })}
              </small>
              <Side difference={each} side="after" />
            </div>
          </div>
        </section>
      ))}
    </div>
  );
}

/** One of the two versions, with what is not in the other marked in it. */
function Side({ difference, side }: { difference: Difference; side: 'before' | 'after' }) {
  const { t } = useTranslation();
  const Mark = side === 'before' ? 'del' : 'ins';
  const own = side === 'before' ? 'removed' : 'added';
  if (difference.kind === 'count') {
    return (
      <p className="numeric">
        <Mark>{difference[side]}</Mark>
      </p>
    );
  }
  if (difference.kind === 'text') {
    const pieces = difference.pieces.filter(({ kind }) => kind === 'same' || kind === own);
    if (pieces.length === 0) return <em className="nothing">{t('application.nothing')}</em>;
    return (
      <p className="prose">
        {pieces.map(({ kind, text }, index) => (kind === own ? <Mark key={index}>{text}</Mark> : text))}
      </p>
    );
  }
  const rows = difference.rows.filter((row) => row[side]);
  if (rows.length === 0) return <em className="nothing">{t('application.nothing')}</em>;
  const names = cellNames(Object.assign({}, ...rows.map((row) => row[side])) as Record<string, unknown>);
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name}>{fieldLabel(name)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className={row.kind === own ? `row-${own}` : undefined}>
              {names.map((name) => {
                const text = <CellText name={name} value={row[side]![name]} />;
                return <td key={name}>{row.kind === own || row.cells.includes(name) ? <Mark>{text}</Mark> : text}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
