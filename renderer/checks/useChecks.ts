import { useCallback, useEffect, useState } from 'react';
import type { Finding } from '../../electron/contract/machine.ts';
import { useTellFailure } from '../parts/useAct.tsx';
import { usePanel } from '../state/panel.ts';

interface Checked {
  readonly at: number;
  readonly findings: readonly Finding[];
}

/** The newest findings, since when a check is under way, and how to begin one. One begins with the page. */
export function useChecks() {
  const { call } = usePanel();
  const tell = useTellFailure();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [checkingSince, setCheckingSince] = useState<number | null>(() => Date.now());
  const read = useCallback(
    () =>
      call('host.checks', {})
        .then(({ findings }) => setChecked({ at: Date.now(), findings }))
        .catch(tell)
        .finally(() => setCheckingSince(null)),
    [call, tell],
  );
  useEffect(() => void read(), [read]);
  const check = () => {
    setCheckingSince(Date.now());
    return read();
  };
  return { checked, checkingSince, check };
}
