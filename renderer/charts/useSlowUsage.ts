import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FleetMark, UsageSample } from '../../electron/contract/machine.ts';
import { usePanel, type HostStore } from '../state/panel.ts';
import { onQuietFrame } from './frameQueue.ts';

export interface Seen {
  readonly usage: readonly UsageSample[];
  readonly marks: readonly FleetMark[];
}

/** The measurements and marks, renewed once a period, in a frame that has time; not at all while out of sight. */
export function useSlowUsage(periodMs: number, isShown: boolean): Seen {
  const { host } = usePanel();
  const [seen, setSeen] = useState<Seen>(() => host.getState());
  useEffect(() => {
    if (!isShown) return;
    let drawn: HostStore | null = null;
    let cancel = () => {};
    const look = () => {
      const now = host.getState();
      if (drawn && !isDue(drawn, now, periodMs)) return;
      drawn = now;
      cancel();
      // Drawn at once: left to React, the changes of several frames may end up in one long task.
      cancel = onQuietFrame(() => flushSync(() => setSeen(now)));
    };
    look();
    const stop = host.subscribe(look);
    return () => {
      stop();
      cancel();
    };
  }, [host, periodMs, isShown]);
  return seen;
}

function isDue(drawn: HostStore, now: HostStore, periodMs: number): boolean {
  if (now.marks !== drawn.marks || now.usage[0] !== drawn.usage[0]) return true;
  const periodOf = ({ usage }: HostStore) => Math.floor((usage.at(-1)?.at ?? 0) / periodMs);
  return periodOf(now) !== periodOf(drawn);
}
