import { expect, test } from 'vitest';
import type { InstanceView, Phase } from '../contract/instance.ts';
import type { Push } from '../contract/push.ts';
import { sampleInstance } from '../host/doors/standIns.ts';
import type { Terminal } from './command.ts';
import type { Reached } from './reach.ts';
import { followRolling } from './rollingLines.ts';

const named = (name: string, phase: Phase): InstanceView => ({
  ...sampleInstance,
  spec: { ...sampleInstance.spec, id: name, name },
  phase,
});

/** A host that begins a round of these and then tells of these phases; what the terminal said. */
async function follow(ids: string[], told: readonly (readonly [string, Phase])[]) {
  const lines: string[] = [];
  let hear: (push: Push) => void = () => undefined;
  const say = (): void => {
    for (const [name, phase] of told)
      hear({ seq: 1, event: { type: 'instance.changed', instance: named(name, phase) } });
  };
  const reached = {
    onPush: async (listener: typeof hear) => void (hear = listener),
    call: async () => {
      // Before the answer is there, as a quick host may.
      say();
      return { ids };
    },
    lost: new Promise<never>(() => undefined),
  } as unknown as Reached;
  const terminal = { language: 'en', tell: (line: string) => void lines.push(line.trim()) } as Terminal;
  return { code: await followRolling(terminal, reached), lines };
}

test('each is told as it leaves and as it is back; one that is lost ends it with 1', async () => {
  const round = (name: string): (readonly [string, Phase])[] => [
    [name, 'busy'],
    [name, 'draining'],
    [name, 'starting'],
    [name, 'ready'],
  ];
  expect(await follow(['a', 'b'], [...round('a'), ['b', 'stopped']])).toEqual({
    code: 0,
    lines: ['a: restarting …', 'a: ready again', 'b: restarting …'],
  });
  const lost = await follow(['a', 'b'], [...round('a'), ['b', 'stopping'], ['b', 'failed']]);
  expect([lost.code, lost.lines.at(-1)]).toEqual([1, expect.stringContaining('b: did not come back')]);
  expect(await follow([], [])).toEqual({ code: 0, lines: ['No instance is running.'] });
});
