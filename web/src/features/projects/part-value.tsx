import { useTranslation } from 'react-i18next';
import { minuteOf } from '../../shared/dates/dates.js';
import { wordFor } from '../../shared/i18n/i18n.js';
import { Money } from '../../shared/ui/money.js';
import { RosterLink } from './rosters/roster-link.js';
import { nameOfEntry, shownAs, shownEntries } from './part-values.js';

export const fieldLabel = (name: string): string => wordFor(`fields.${nameOfEntry(name)}`, nameOfEntry(name));

/** What a field of the application is called, in its form and in what is returned. */
export const applicationField = (name: string): string => wordFor(`fields.options.field.${name}`, name);

/** A value of a part or of the history, whatever the server put there. */
export function PartValue({ name, value }: { name: string; value: unknown }) {
  const { t } = useTranslation();
  switch (shownAs(name, value)) {
    case 'nothing':
      return <span className="money-none">-</span>;
    case 'yesNo':
      return t(value === true ? 'project.yes' : 'project.no');
    case 'money':
      return <Money fen={value as string} unit />;
    case 'instant':
      return minuteOf(value as string);
    case 'list':
      return (value as unknown[]).map((one) => plain(name, one)).join(t('project.comma'));
    case 'papers':
      return (value as { class: string; hash: string; name: string }[]).map((paper) => (
        <div key={`${paper.class}/${paper.hash}`}>
          <b>{wordFor(`papers.classes.${paper.class}`, paper.class)}</b> {paper.name}
        </div>
      ));
    case 'rows':
      return <Rows rows={value as Record<string, unknown>[]} />;
    case 'record': {
      const record = value as Record<string, unknown>;
      const called = record.label ?? record.name;
      return typeof called === 'string' ? called : <Entries record={record} />;
    }
    default:
      if (name === 'roster' && typeof value === 'number') return <RosterLink roster={value} />;
      return plain(name, value);
  }
}

const plain = (name: string, value: unknown): string =>
  wordFor(`fields.options.${name}.${String(value)}`, wordFor(`fields.options.any.${String(value)}`, String(value)));

/** Name and value side by side, as many columns as fit. */
export function Entries({ record }: { record: Record<string, unknown> }) {
  const entries = shownEntries(record);
  if (entries.length === 0) return null;
  return (
    <dl className="entries">
      {entries.map(([name, value]) => (
        <div key={name} className={isWide(name, value) ? 'entry-wide' : undefined}>
          <dt>{fieldLabel(name)}</dt>
          <dd>
            <PartValue name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isWide = (name: string, value: unknown): boolean =>
  shownAs(name, value) === 'rows' || (typeof value === 'string' && value.length > 24);

function Rows({ rows }: { rows: Record<string, unknown>[] }) {
  // Stored rows forget the order of their fields: amounts go last, as people write them.
  const names = [...new Set(rows.flatMap((row) => shownEntries(row).map(([name]) => name)))].sort(
    (a, b) => Number(isMoney(rows, a)) - Number(isMoney(rows, b)),
  );
  if (names.length === 0) return null;
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} className={isMoney(rows, name) ? 'right' : undefined}>
                {fieldLabel(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {names.map((name) => (
                <td key={name} className={isMoney(rows, name) ? 'right' : undefined}>
                  <PartValue name={name} value={row[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isMoney = (rows: Record<string, unknown>[], name: string): boolean =>
  rows.some((row) => shownAs(name, row[name]) === 'money');
