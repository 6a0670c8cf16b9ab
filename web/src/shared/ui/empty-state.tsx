import type { ReactNode } from 'react';

/** Nothing here, and what to do about it. The drawing is the product's own: a gate over still water. */
export function EmptyState({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="empty">
      <svg viewBox="0 0 96 64" aria-hidden className="empty-drawing">
        <path className="empty-post" d="M30 10v34M66 10v34M26 10h44" />
        <rect className="empty-gate" x="35" y="16" width="26" height="18" rx="2" />
        <path className="empty-water" d="M8 50c7-5 13-5 20 0s13 5 20 0 13-5 20 0 13 5 20 0" />
        <path className="empty-water empty-water-far" d="M16 58c6-4 11-4 16 0s11 4 16 0 11-4 16 0 11 4 16 0" />
      </svg>
      <strong>{title}</strong>
      {hint && <p>{hint}</p>}
      {action}
    </div>
  );
}
