import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Comparison, Difference, Id } from '../../../shared/api/contract.js';
import { comparisonQuery } from '../../../shared/api/queries.js';
import { EmptyState } from '../../../shared/ui/empty-state.js';
import { ProblemPage } from '../../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../../shared/ui/return-focus.js';
import { Corrections } from './corrections.js';
import { fieldOf } from './draft-context.js';
import { cellLabel, cellNames, CellText, isMoney, usePlaceLabel } from './place-view.js';
import './application.css';

interface ComparisonDrawerProps {
  project: Id;
  no: number | 'draft';
  close: () => void;
}

/** What changed since the submission that was returned last, or the one before. */
export function ComparisonDrawer({ project, no, close }: ComparisonDrawerProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(comparisonQuery(project, no));
  useReturnFocus();
  return (
    <Drawer
      open
      size="min(1080px, 100vw)"
      title={no === 'draft' ? t('application.compareDraft') : t('application.compareOf', { no })}
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

function ComparisonView({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const label = usePlaceLabel();
  const { from, to, points, items } = comparison;
  return (
    <div className="comparison">
      <p className="comparison-key">
        <del>{t('application.submission', { no: from })}</del>
        {' → '}
        <ins>{to === null ? t('application.now') : t('application.submission', { no: to })}</ins>
      </p>
      {points && <Corrections points={points} items={items} />}
      {items.length === 0 && <EmptyState title={t('application.nothingChanged')} />}
      {items.map((each) => (
        <section key={each.path} aria-label={label(each.path)}>
          <h3>
            {label(each.path)} <Asked asked={each.asked} />
          </h3>
          <Changed difference={each} />
        </section>
      ))}
    </div>
  );
}

function Asked({ asked }: { asked: boolean | null }) {
  const { t } = useTranslation();
  if (asked === null) return null;
  return (
    <span className={asked ? 'tag tag-progress' : 'tag tag-waiting'}>
      {t(asked ? 'application.wasAsked' : 'application.notAsked')}
    </span>
  );
}

function Changed({ difference }: { difference: Difference }) {
  switch (difference.kind) {
    case 'count':
      return (
        <p className="numeric">
          <del>{difference.before}</del>
          {' → '}
          <ins>{difference.after}</ins>
        </p>
      );
    case 'text':
      return (
        <div className="sides">
          <Text difference={difference} own="removed" />
          <Text difference={difference} own="added" />
        </div>
      );
    default:
      return <Rows difference={difference} />;
  }
}

type Of<K extends Difference['kind']> = Extract<Difference, { kind: K }>;

/** One of the two versions, with what is not in the other marked in it. */
function Text({ difference, own }: { difference: Of<'text'>; own: 'removed' | 'added' }) {
  const { t } = useTranslation();
  const Mark = own === 'removed' ? 'del' : 'ins';
  const pieces = difference.pieces.filter(({ kind }) => kind === 'same' || kind === own);
  if (pieces.length === 0) return <p className="nothing">{t('application.nothing')}</p>;
  return (
    <p className="prose">
      {pieces.map(({ kind, text }, index) => (kind === own ? <Mark key={index}>{text}</Mark> : text))}
    </p>
  );
}

/** The rows that are new, gone or different; in these each cell that differs as it was and as it is. */
function Rows({ difference }: { difference: Of<'rows'> }) {
  const { t } = useTranslation();
  const list = fieldOf(difference.path);
  const changed = difference.rows.filter(({ kind }) => kind !== 'same');
  const same = difference.rows.length - changed.length;
  const names = cellNames(Object.assign({}, ...changed.map(({ before, after }) => after ?? before)) as object);
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} className={isMoney(name) ? 'right' : undefined}>
                {cellLabel(list, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changed.map(({ kind, before, after, cells }, index) => (
            <tr key={index}>
              {names.map((name) => (
                <td key={name} className={isMoney(name) ? 'right' : undefined}>
                  {kind === 'removed' || cells.includes(name) ? (
                    <del>
                      <CellText name={name} value={before![name]} />
                    </del>
                  ) : null}
                  {kind === 'added' || cells.includes(name) ? (
                    <ins>
                      <CellText name={name} value={after![name]} />
                    </ins>
                  ) : null}
                  {kind === 'changed' && !cells.includes(name) && <CellText name={name} value={after![name]} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {same > 0 && <p className="unit-note">{t('application.otherRows', { count: same })}</p>}
    </div>
  );
}
