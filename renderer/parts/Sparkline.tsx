import { instanceColour } from '../look/colours.ts';
import { renderSparkline } from './sparkline.ts';

const size = { width: 64, height: 18 };

/** A small line of the last minutes beside a number; the number says it for those who do not see the line. */
export function Sparkline(props: { readonly values: readonly (number | null)[]; readonly colour: number }) {
  return (
    <svg className="sparkline" viewBox={`0 -1 ${size.width} ${size.height + 2}`} aria-hidden="true">
      <path d={renderSparkline(props.values, size)} stroke={instanceColour(props.colour)} />
    </svg>
  );
}
