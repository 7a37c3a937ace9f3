import { Tooltip } from '@mantine/core';
import { useTexts } from '../texts/useTexts.ts';

/** A number with its unit, or a dash that says it is not known: unknown is never shown as 0. */
export function Figure({ value }: { readonly value: string | null | undefined }) {
  const t = useTexts();
  if (value) return <span>{value}</span>;
  return (
    <Tooltip label={t.common.unknown}>
      <span className="dim">
        <span aria-hidden="true">—</span>
        <span className="hidden-visually">{t.common.unknown}</span>
      </span>
    </Tooltip>
  );
}
