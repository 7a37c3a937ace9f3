import { IconInfoCircle } from '@tabler/icons-react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Another precision runs than was asked for; the worker's own words say what the clip was read as. */
export function PrecisionNote({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { precision, precisionNote } = instance;
  if (precisionNote === null || precision === null) return null;
  return (
    <p className="place-note" title={precisionNote}>
      <IconInfoCircle size={15} aria-hidden="true" />
      <span className="spread">{t.instance.otherPrecision({ precision })}</span>
    </p>
  );
}
