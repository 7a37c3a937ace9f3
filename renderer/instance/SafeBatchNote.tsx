import { IconInfoCircle } from '@tabler/icons-react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { renderMoment } from '../figures/figures.ts';
import { useNow } from '../parts/useNow.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

/** Memory ran out: its batches are smaller than it was given, until larger ones have proven good again. */
export function SafeBatchNote({ instance: { safeBatch, spec } }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const language = useLanguage();
  const now = useNow(60_000);
  if (safeBatch === null) return null;
  const at = renderMoment(safeBatch.since, language, now);
  const seconds = Math.floor(safeBatch.seconds);
  return (
    <p className="place-note">
      <IconInfoCircle size={15} aria-hidden="true" />
      <span className="spread">{t.instance.safeBatch({ seconds, given: spec.batchSizeS, at })}</span>
    </p>
  );
}
