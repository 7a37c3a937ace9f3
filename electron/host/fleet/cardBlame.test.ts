import { expect, it } from 'vitest';
import { RESET_AFTER_READY_MS } from '../../core/supervise/backoff.ts';
import { type WorkerState, createState, nameCause } from '../../core/supervise/superviseState.ts';
import type { Log } from '../ports.ts';
import { CardBlame } from './cardBlame.ts';
import type { Instance } from './instance.ts';

const dying: WorkerState = { ...createState(0), phase: 'ready', isAlive: true, isWanted: true, pid: 7 };
const dead: WorkerState = {
  ...{ ...dying, phase: 'backoff', isAlive: false, pid: null },
  cause: nameCause('cuda', 'an illegal memory access'),
};

/** Two instances on a card, as far as blame asks of them. */
function open() {
  const supervisors = [1, 2].map(() => ({ state: dead, isTaking: false }));
  const instances = supervisors.map((supervisor, at) => ({ spec: { id: `i-${at}` }, supervisor }));
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const log: Log = { info: say, warn: say, error: say };
  const clock = { at: 1_000, now: () => clock.at };
  const all = instances as unknown as readonly [Instance, Instance];
  const blame = new CardBlame({ clock, log, instances: () => all, cardOf: () => 'GPU-1' });
  return { blame, all, said, clock, supervisors };
}

it('is said once, however often they fail on', () => {
  const { blame, all, said } = open();
  for (const instance of [...all, ...all, ...all]) blame.note(instance, dying, dead);
  expect([blame.isBlamed('GPU-1'), blame.isBlamed('GPU-2'), said.length]).toEqual([true, false, 1]);
});

it('ends when one of them has been ready for five minutes, not before', () => {
  const { blame, all, clock, supervisors } = open();
  for (const instance of all) blame.note(instance, dying, dead);
  Object.assign(supervisors[0] ?? {}, { state: { ...dying, readySince: clock.at }, isTaking: true });
  clock.at += RESET_AFTER_READY_MS - 1;
  expect(blame.isBlamed('GPU-1')).toBe(true);
  clock.at += 1;
  expect(blame.isBlamed('GPU-1')).toBe(false);
  blame.note(all[0], dying, dead);
  expect(blame.isBlamed('GPU-1')).toBe(false);
});

it('ends when the user starts one of them', () => {
  const { blame, all } = open();
  for (const instance of all) blame.note(instance, dying, dead);
  blame.forgive(all[1]);
  expect(blame.isBlamed('GPU-1')).toBe(false);
});

it('leaves out deaths with a batch aboard: those are the job’s', () => {
  const { blame, all } = open();
  const busy: WorkerState = {
    ...dying,
    phase: 'busy',
    aboard: [{ id: 'a', predictedMs: 1, askedBackAt: null }],
  };
  for (const instance of all) blame.note(instance, busy, dead);
  expect(blame.isBlamed('GPU-1')).toBe(false);
});
