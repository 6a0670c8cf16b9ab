import { useTranslation } from 'react-i18next';
import { wordFor } from '../../../shared/i18n/i18n.js';
import { Money } from '../../../shared/ui/money.js';
import { useRegionChoices } from '../../../shared/choices/choices.js';
import { applicationField, fieldLabel } from '../part-value.js';
import { classLabel } from '../../../shared/papers/papers-input.js';
import { fieldOf } from './draft-context.js';

/** What a place is called, as the form calls it: `预算明细中的一行`, `答复：预算明细`. */
export function usePlaceLabel(): (path: string) => string {
  const { t } = useTranslation();
  return (path) => {
    if (path.startsWith('answers/'))
      return t('application.answerTo', { field: applicationField(path.split('/').at(-1)!) });
    if (/[.]/.test(path))
      return wordFor(`application.places.${path.replace('.', '-')}`, applicationField(fieldOf(path)));
    return path.includes('/')
      ? t('application.rowOf', { list: applicationField(fieldOf(path)) })
      : applicationField(path);
  };
}

export const targetSigns = { atLeast: '≥', atMost: '≤', exactly: '=', inWords: '' } as const;

const money = new Set(['asked', 'planned', 'amount']);
export const isMoney = (name: string): boolean => money.has(name);

const order = [
  'class',
  'regionId',
  'source',
  'item',
  'step',
  'aspect',
  'name',
  'asked',
  'planned',
  'amount',
  'from',
  'until',
  'direction',
  'target',
  'unit',
];

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** One cell of a row in the reader's words. */
export function CellText({ name, value }: { name: string; value: unknown }) {
  const regions = useRegionChoices();
  if (value === null || value === undefined || value === '') return <>-</>;
  if (isMoney(name)) return <Money fen={plain(value)} unit />;
  if (name === 'regionId') return <>{regions.find((region) => region.value === value)?.label ?? plain(value)}</>;
  if (name === 'class') return <>{classLabel(plain(value))}</>;
  if (name === 'source') return <>{wordFor(`application.sources.${plain(value)}`, plain(value))}</>;
  if (name === 'aspect') return <>{wordFor(`application.aspects.${plain(value)}`, plain(value))}</>;
  if (name === 'direction') return <>{wordFor(`application.directions.${plain(value)}`, plain(value))}</>;
  return <>{plain(value)}</>;
}

export const cellNames = (row: object): string[] =>
  Object.keys(row)
    .filter((name) => order.includes(name))
    .sort((a, b) => order.indexOf(a) - order.indexOf(b));

/** What a cell of that list is called, as the form calls it. */
export const cellLabel = (list: string, name: string): string =>
  wordFor(`application.cells.${list}.${name}`, wordFor(`application.cells.${name}`, fieldLabel(name)));

/** Places with what stands at them, one below the other. */
export function PlaceList({ places }: { places: ReadonlyMap<string, unknown> }) {
  const label = usePlaceLabel();
  return (
    <dl className="places">
      {[...places].map(([path, value]) => (
        <div key={path}>
          <dt>{label(path)}</dt>
          <dd>
            <PlaceText value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What stands at a place: a text as it is, a row cell by cell, nothing as a word. */
export function PlaceText({ value }: { value: unknown }) {
  const { t } = useTranslation();
  if (value === null || value === undefined || value === '')
    return <em className="nothing">{t('application.nothing')}</em>;
  if (typeof value !== 'object') return <span className="prose">{plain(value)}</span>;
  const row = value as Record<string, unknown>;
  return (
    <span className="place-row">
      {cellNames(row).map((name) => (
        <span key={name}>
          <CellText name={name} value={row[name]} />
        </span>
      ))}
    </span>
  );
}

/** A row as plain text, for the clipboard. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return plain(value);
  const row = value as Record<string, unknown>;
  return cellNames(row)
    .map((name) => plain(row[name]))
    .join('\t');
}
