import { Tooltip } from '@mantine/core';
import type { Figure } from '../../electron/contract/gpu.ts';
import { useTexts } from '../texts/useTexts.ts';

/** A figure of a card in its unit, or a dash that says why it is not known; never 0 for that. */
export function KnownFigure(props: { readonly figure: Figure; render(value: number): string }) {
  const t = useTexts();
  if (typeof props.figure === 'number') return <span>{props.render(props.figure)}</span>;
  const why = t.gpus.unknown({ reason: t.gpus.reasons[props.figure.unknown] });
  return (
    <Tooltip label={why}>
      <span className="dim">
        <span aria-hidden="true">—</span>
        <span className="hidden-visually">{why}</span>
      </span>
    </Tooltip>
  );
}
