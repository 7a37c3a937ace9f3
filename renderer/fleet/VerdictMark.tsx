import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import type { Admission } from '../../electron/contract/gpu.ts';
import { StateMark, type Mark } from '../parts/StateMark.tsx';
import { useTexts } from '../texts/useTexts.ts';

const marks: Readonly<Record<Admission['verdict'], Mark>> = {
  fits: { Icon: IconCircleCheck, tone: 'ok' },
  tight: { Icon: IconAlertTriangle, tone: 'warn' },
  refused: { Icon: IconCircleX, tone: 'bad' },
  unknown: { Icon: IconHelpCircle, tone: 'idle' },
};

/** Whether an instance would fit on a card. */
export function VerdictMark({ verdict }: { readonly verdict: Admission['verdict'] }) {
  const t = useTexts();
  return <StateMark mark={marks[verdict]} word={t.admissions.verdicts[verdict]} />;
}
