import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../shared/ui/brand.js';
import { LanguageSwitch } from './language-switch.js';
import './sign-in.css';

const gates = ['application', 'cityReview', 'fundRelease', 'implementation', 'acceptance', 'reimbursement'] as const;

/** What stands before the door: who we are on one side, one form on the other. */
export function EntryFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="sign-in">
      <aside className="sign-in-side">
        <div className="sign-in-brand">
          <Brand size={44} />
          <div>
            <h1>{t('shell.product')}</h1>
            <p>{t('shell.tagline')}</p>
          </div>
        </div>
        <p className="sign-in-claim">{t('shell.signIn.claim')}</p>
        <ol className="gates">
          {gates.map((gate) => (
            <li key={gate}>{t(`shell.stages.${gate}`)}</li>
          ))}
        </ol>
        <svg className="sign-in-water" viewBox="0 0 600 120" preserveAspectRatio="none" aria-hidden>
          <path d="M0 46c50-26 100-26 150 0s100 26 150 0 100-26 150 0 100 26 150 0v74H0z" />
          <path d="M0 74c60-22 120-22 180 0s120 22 180 0 120-22 180 0 60 14 60 14v32H0z" />
        </svg>
      </aside>
      <main className="sign-in-main">
        <div className="sign-in-language">
          <LanguageSwitch />
        </div>
        <div className="sign-in-box">{children}</div>
      </main>
    </div>
  );
}
