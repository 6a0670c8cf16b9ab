/** A small bar with its figure; the figure is the information, the bar only lets the eye compare rows. */
export function RateBar({ rate }: { rate: string | null }) {
  if (rate === null) return <span className="money-none">-</span>;
  return (
    <span className="rate">
      <i aria-hidden>
        <i style={{ width: `${Math.min(100, Number(rate))}%` }} />
      </i>
      <span>{rate}%</span>
    </span>
  );
}
