import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface PageHeadProps {
  title: string;
  tag?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, tag, note, actions }: PageHeadProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('shell.product')}`;
  }, [title, t]);
  return (
    <header className="page-head">
      <div className="page-head-words">
        <h1>
          {title} {tag}
        </h1>
        {note && <p>{note}</p>}
      </div>
      {actions && <div className="page-head-actions">{actions}</div>}
    </header>
  );
}
