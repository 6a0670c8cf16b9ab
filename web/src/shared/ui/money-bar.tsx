import { useTranslation } from 'react-i18next';
import { percentOf, rateOf, type Fen } from '../money/money.js';
import { Money } from './money.js';

interface MoneyBarProps {
  /** The whole length: the approved amount, or what is asked while nothing is approved. */
  asked: Fen;
  approved: Fen | null;
  released: Fen;
  /** Paid, and what is on its way to be paid. */
  claimed: Fen;
  /** Net of what was refunded. */
  paid: Fen;
  refunded?: Fen;
}

/** Approved, released and paid on one scale, so that what is stuck between two of them is seen as a length. */
export function MoneyBar({ asked, approved, released, claimed, paid, refunded = '0' }: MoneyBarProps) {
  const { t } = useTranslation();
  const decided = approved !== null && approved !== '0';
  const whole = decided ? approved : asked;
  const rows = [
    { key: 'released', fen: released, rate: rateOf(released, whole) },
    { key: 'claimed', fen: claimed, rate: rateOf(claimed, whole) },
    { key: 'paid', fen: paid, rate: rateOf(paid, whole) },
  ] as const;
  const execution = rateOf(paid, released);
  return (
    <div className="money-bar">
      <div className="money-bar-total">
        <span>{t(decided ? 'project.money.approved' : 'project.money.asked')}</span>
        <strong>
          <Money fen={whole} unit />
        </strong>
        {decided && asked !== approved && (
          <span className="money-bar-asked">
            {t('project.money.asked')} <Money fen={asked} unit />
          </span>
        )}
      </div>
      <div className={decided ? 'money-bar-track' : 'money-bar-track money-bar-open'} aria-hidden>
        <i className="money-bar-released" style={{ width: `${percentOf(released, whole)}%` }} />
        <i className="money-bar-claimed" style={{ width: `${percentOf(claimed, whole)}%` }} />
        <i className="money-bar-paid" style={{ width: `${percentOf(paid, whole)}%` }} />
      </div>
      <dl className="money-bar-legend">
        {rows.map((row) => (
          <div key={row.key}>
            <dt>
              <i className={`money-bar-${row.key}`} />
              {t(`project.money.${row.key}`)}
            </dt>
            <dd>
              <Money fen={row.fen} unit /> {row.rate && row.fen !== '0' && <small>{row.rate}%</small>}
            </dd>
          </div>
        ))}
        {refunded !== '0' && (
          <>
            <div>
              <dt>{t('project.money.gross')}</dt>
              <dd>
                <Money fen={String(BigInt(paid) + BigInt(refunded))} unit />
              </dd>
            </div>
            <div>
              <dt>{t('project.money.refunded')}</dt>
              <dd>
                <Money fen={refunded} unit />
              </dd>
            </div>
          </>
        )}
        <div>
          <dt>{t('project.money.execution')}</dt>
          <dd>{execution === null ? <span className="money-none">-</span> : `${execution}%`}</dd>
        </div>
      </dl>
    </div>
  );
}
