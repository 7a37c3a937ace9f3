import { expect, test } from 'vitest';
import type { InstanceView } from '../../contract/instance.ts';
import { admitRequest, longestQueue } from './admitRequest.ts';

const instance = (phase: InstanceView['phase'], speedX: number | null = null) =>
  ({ phase, speedX }) as InstanceView;
const full = { jobs: longestQueue, remainingS: 60_000, comesBack: false };

test('there is room until the queue is as long as it may be', () => {
  const instances = [instance('ready')];
  expect(admitRequest({ ...full, jobs: longestQueue - 1, instances }, true)).toEqual({
    isAdmitted: true,
  });
  expect(admitRequest({ ...full, instances }, true)).toMatchObject({ isAdmitted: false, code: 'busy' });
});

test('the wait is that until one place is free: the sound ahead over the speed of those that work', () => {
  const retryOf = (speeds: readonly InstanceView[], jobs = longestQueue) => {
    const admittance = admitRequest({ ...full, jobs, instances: speeds }, true);
    return admittance.isAdmitted ? null : admittance.retryAfterS;
  };
  expect(retryOf([instance('busy', 20), instance('ready', 10), instance('stopped', 500)])).toBe(2);
  expect(retryOf([instance('busy', 20), instance('ready', 10)], longestQueue + 99)).toBe(182);
  // Unknown speed is not a speed of nothing.
  expect(retryOf([instance('loading'), instance('ready')])).toBe(60);
});

test('whoever waits for an answer needs an instance that works or comes; whoever queues does not', () => {
  const nobody = { ...full, jobs: 0, instances: [instance('stopped'), instance('failed')] };
  expect(admitRequest(nobody, true)).toMatchObject({ code: 'instance-unavailable' });
  expect(admitRequest(nobody, false)).toEqual({ isAdmitted: true });
  expect(admitRequest({ ...nobody, instances: [instance('loading')] }, true)).toEqual({ isAdmitted: true });
  expect(admitRequest({ ...nobody, comesBack: true }, true)).toEqual({ isAdmitted: true });
});
