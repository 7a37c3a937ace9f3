import { instanceColour } from '../look/colours.ts';

/** The colour of an instance, the same wherever it is shown. */
export function Dot({ colour }: { readonly colour: number }) {
  return <span className="dot" style={{ background: instanceColour(colour) }} aria-hidden="true" />;
}
