import { useTranslation } from 'react-i18next';
import { formatWan, formatYuan, isWholeWan, type Fen } from '../money/money.js';

interface MoneyProps {
  fen: Fen | null | undefined;
  /** Says the unit after the figure; leave it out under a column header that names it. */
  unit?: boolean;
}

/** 万元 with two decimals; zero is "-", and the exact yuan stands in the tooltip where two decimals round it. */
export function Money({ fen, unit = false }: MoneyProps) {
  const { t } = useTranslation();
  if (!fen || fen === '0') return <span className="money money-none">-</span>;
  const exact = isWholeWan(fen) ? undefined : `${formatYuan(fen)} ${t('shell.yuan')}`;
  return (
    <span className={exact ? 'money money-rounded' : 'money'} title={exact}>
      {formatWan(fen)}
      {unit && <small> {t('shell.wan')}</small>}
    </span>
  );
}
