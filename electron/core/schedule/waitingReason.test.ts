import { describe, expect, test } from 'vitest';
import { judgeInstances } from './waitingReason.ts';
import type { KnownInstance } from './waitingReason.ts';

const instance = (id: string, phase: KnownInstance['phase'], modelId = 'm'): KnownInstance => ({
  id,
  phase,
  modelId,
});

describe('judgeInstances', () => {
  const toA = { instanceId: 'a', modelId: 'm', canTake: true };

  test.each([
    ['ready', null],
    ['loading', null],
    ['backoff', null],
    ['stopped', 'instance-stopped'],
    ['draining', 'instance-stopped'],
    ['failed', 'instance-failed'],
    ['blocked', 'instance-failed'],
    ['mispinned', 'instance-failed'],
  ] as const)('a job pinned to an instance that is %s: %s', (phase, expected) => {
    expect(judgeInstances(toA, [instance('a', phase), instance('b', 'ready')])).toBe(expected);
  });

  test('a job of an instance that is gone, or has another model or precision now, has no instance', () => {
    expect(judgeInstances(toA, [instance('b', 'ready')])).toBe('no-instance');
    expect(judgeInstances(toA, [instance('a', 'ready', 'x')])).toBe('no-instance');
    expect(judgeInstances({ ...toA, canTake: false }, [instance('a', 'ready')])).toBe('no-instance');
    expect(judgeInstances({ ...toA, canTake: false }, [instance('a', 'loading')])).toBeNull();
  });

  test('a job of the fleet waits only where nobody with its model works or is on the way', () => {
    const fleet = { instanceId: null, modelId: 'm', canTake: false };
    expect(judgeInstances(fleet, [instance('a', 'stopped'), instance('b', 'starting')])).toBeNull();
    expect(judgeInstances(fleet, [instance('a', 'ready', 'x'), instance('b', 'failed')])).toBe('no-instance');
    expect(judgeInstances(fleet, [instance('a', 'ready')])).toBe('no-instance');
    expect(
      judgeInstances({ ...fleet, modelId: null, canTake: true }, [instance('a', 'ready', 'x')]),
    ).toBeNull();
  });
});
