import { expect, test } from 'vitest';
import type { InstanceView } from '../../contract/instance.ts';
import { admitRequest, longestQueue } from './admitRequest.ts';

const instance = (phase: InstanceView['phase'], speedX: number | null = null) =>
  ({ phase, speedX }) as InstanceView;
const full = { jobs: longestQueue, remainingS: 60_000, isDiskFull: false, comesBack: false, endsPerS: null };

test('there is room until the queue is as long as it may be', () => {
  const instances = [instance('ready')];
  expect(admitRequest({ ...full, jobs: longestQueue - 1, instances }, true)).toEqual({
    isAdmitted: true,
  });
  expect(admitRequest({ ...full, instances }, true)).toMatchObject({ isAdmitted: false, code: 'busy' });
});

test('the wait is that until the queue is done: at the rate at which jobs end, else at the speed of those that work', () => {
  const retryOf = (speeds: readonly InstanceView[], endsPerS: number | null = null) => {
    const admittance = admitRequest({ ...full, instances: speeds, endsPerS }, true);
    return admittance.isAdmitted ? null : admittance.retryAfterS;
  };
  const working = [instance('busy', 100), instance('ready', 50), instance('stopped', 500)];
  expect(retryOf(working)).toBe(400);
  expect(retryOf(working, 4)).toBe(250);
  expect(retryOf(working, 5_000)).toBe(1);
  expect(retryOf(working, 0.001)).toBe(3_600);
  // Unknown speed is not a speed of nothing.
  expect(retryOf([instance('loading'), instance('ready')])).toBe(60);
});

test('a full disk takes nothing more, and is asked about again in a minute', () => {
  const noRoom = { ...full, jobs: 0, isDiskFull: true, instances: [instance('ready')] };
  for (const isAnswered of [true, false])
    expect(admitRequest(noRoom, isAnswered)).toMatchObject({ code: 'disk-full', retryAfterS: 60 });
});

test('whoever waits for an answer needs an instance that works or comes; whoever queues does not', () => {
  const nobody = { ...full, jobs: 0, instances: [instance('stopped'), instance('failed')] };
  expect(admitRequest(nobody, true)).toMatchObject({ code: 'instance-unavailable' });
  expect(admitRequest(nobody, false)).toEqual({ isAdmitted: true });
  expect(admitRequest({ ...nobody, instances: [instance('loading')] }, true)).toEqual({ isAdmitted: true });
  expect(admitRequest({ ...nobody, comesBack: true }, true)).toEqual({ isAdmitted: true });
});
