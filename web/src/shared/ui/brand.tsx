/** The mark: a lifted gate between two posts, and the water that it lets through. */
export function Brand({ size = 30 }: { size?: number }) {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect className="brand-field" width="32" height="32" rx="7" />
      <path className="brand-post" d="M8 6v13M24 6v13" />
      <path className="brand-gate" d="M11.5 7h9v8.5h-9z" />
      <path className="brand-water" d="M6 24c2.5-2.4 5-2.4 7.5 0s5 2.4 7.5 0 4-2.2 5-1.6" />
    </svg>
  );
}
