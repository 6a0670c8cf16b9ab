import type { ReactNode } from 'react';

interface PanelProps {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  /** A table or list that brings its own edges. */
  flush?: boolean;
  className?: string;
  id?: string;
}

export function Panel({ title, extra, children, flush = false, className = '', id }: PanelProps) {
  return (
    <section className={`panel ${flush ? 'panel-flush' : ''} ${className}`} id={id}>
      {(title || extra) && (
        <div className="panel-head">
          <h2>{title}</h2>
          {extra}
        </div>
      )}
      <div className="panel-body">{children}</div>
    </section>
  );
}
