/** The wait before a spawn: stands where the worker will be, and a stop simply ends it. */
import { Failed } from '../../core/failed.ts';
import { WorkerRefused } from '../ports.ts';
import type { Worker } from './worker.ts';

export interface GateEvents {
  onPassed(): void;
  /** Rejected, or left by a stop. */
  onRefused(thrown: unknown): void;
}

/** Exactly one of the events comes. */
export function openGate(gate: Promise<void>, { onPassed, onRefused }: GateEvents): Worker {
  let hasSettled = false;
  const settle = (act: () => void): void => {
    if (hasSettled) return;
    hasSettled = true;
    act();
  };
  const leave = (): void =>
    settle(() => onRefused(new Failed('instance-unavailable', 'It was stopped before it began.')));
  gate.then(
    () => settle(onPassed),
    (thrown: unknown) => settle(() => onRefused(thrown)),
  );
  return {
    send: ({ type }) => {
      if (type === 'shutdown') leave();
    },
    kill: leave,
    refuse: () => undefined,
    ask: () => Promise.reject(new WorkerRefused('dropped', 'The worker takes nothing now.')),
  };
}
