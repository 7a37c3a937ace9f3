import { useEffect, useState } from 'react';
import type { CallInput } from '../../electron/contract/api.ts';
import type { Admission } from '../../electron/contract/gpu.ts';
import { usePanel } from '../state/panel.ts';
import type { CardName } from '../state/placed.ts';
import { parseDevice } from './deviceField.ts';

/** What a start would need besides the device. */
export type AdmissionAsk = Omit<CallInput<'instances.admission'>, 'device'>;

const typingMs = 300;

/** What a start would meet on each card and slice, by the value of its choice; asked anew as the form changes. */
export function useAdmissions(cards: readonly CardName[], ask: AdmissionAsk): ReadonlyMap<string, Admission> {
  const { call } = usePanel();
  const [known, setKnown] = useState<ReadonlyMap<string, Admission>>(new Map());
  const wanted = JSON.stringify(ask);
  useEffect(() => {
    let isOver = false;
    const values = cards.flatMap(({ uuid, slices }) => [
      `gpu:${uuid}`,
      ...slices.map((slice) => `mig:${slice.uuid}`),
    ]);
    const timer = setTimeout(async () => {
      const asked = JSON.parse(wanted) as AdmissionAsk;
      const answers = await Promise.all(
        values.map(async (value) => {
          const device = parseDevice(value);
          // A form that is half filled in has no answer yet.
          const answer = await call('instances.admission', { ...asked, device }).catch(() => null);
          return [value, answer?.admission ?? null] as const;
        }),
      );
      if (isOver) return;
      setKnown(new Map(answers.flatMap(([value, one]) => (one ? [[value, one] as const] : []))));
    }, typingMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [call, cards, wanted]);
  return known;
}
