import { useTranslation } from 'react-i18next';
import { wordFor } from '../../../shared/i18n/i18n.js';
import { Money } from '../../../shared/ui/money.js';
import { useRegionChoices } from '../../../shared/choices/choices.js';
import { fieldLabel } from '../part-value.js';
import { fieldOf } from './draft-context.js';

/** What a place is called: `预算明细` for a row, `答复：预算明细` for an answer. */
export function usePlaceLabel(): (path: string) => string {
  const { t } = useTranslation();
  return (path) => {
    if (path.startsWith('answers/')) return t('application.answerTo', { field: fieldLabel(path.split('/').at(-1)!) });
    if (/[.]/.test(path)) return wordFor(`application.places.${path.replace('.', '-')}`, fieldLabel(fieldOf(path)));
    return path.includes('/') ? t('application.rowOf', { list: fieldLabel(fieldOf(path)) }) : fieldLabel(path);
  };
}

export const targetSigns = { atLeast: '≥', atMost: '≤', exactly: '=', inWords: '' } as const;

const money = new Set(['asked', 'planned', 'amount']);
const order = [
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
  if (money.has(name)) return <Money fen={plain(value)} unit />;
  if (name === 'regionId') return <>{regions.find((region) => region.value === value)?.label ?? plain(value)}</>;
  if (name === 'source') return <>{wordFor(`application.sources.${plain(value)}`, plain(value))}</>;
  if (name === 'aspect') return <>{wordFor(`application.aspects.${plain(value)}`, plain(value))}</>;
  if (name === 'direction') return <>{wordFor(`application.directions.${plain(value)}`, plain(value))}</>;
  return <>{plain(value)}</>;
}

export const cellNames = (row: Record<string, unknown>): string[] =>
  Object.keys(row)
    .filter((name) => order.includes(name))
    .sort((a, b) => order.indexOf(a) - order.indexOf(b));

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
