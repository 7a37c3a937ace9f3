import { renderPercent } from '../figures/figures.ts';

export interface ProgressLineProps {
  readonly label: string;
  /** 0…1; null is not known: the bar then moves without claiming anything. */
  readonly fraction: number | null;
  readonly tone?: 'run' | 'idle' | 'bad';
}

export function ProgressLine({ label, fraction, tone = 'run' }: ProgressLineProps) {
  const known = fraction === null ? {} : { 'aria-valuenow': Math.floor(fraction * 100) };
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={fraction === null ? undefined : renderPercent(fraction)}
      className={`progress progress-${tone}`}
      data-unknown={fraction === null || undefined}
      {...known}
    >
      <div style={{ width: fraction === null ? '30%' : `${fraction * 100}%` }} />
    </div>
  );
}
