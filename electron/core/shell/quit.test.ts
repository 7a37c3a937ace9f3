import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openState, stepQuit } from './quit.ts';
import type { QuitEffect, QuitFacts, QuitHappening, QuitPath, QuitState } from './quit.ts';

const working: QuitFacts = { isWorking: true, hasTray: true, keepsRunning: false };
const idle: QuitFacts = { ...working, isWorking: false };

function run(happenings: readonly QuitHappening[], facts: QuitFacts): readonly QuitEffect[] {
  let state: QuitState = openState;
  return happenings.flatMap((happening) => {
    const step = stepQuit(state, happening, facts);
    state = step.state;
    return step.effects;
  });
}

const paths: readonly QuitPath[] = ['window', 'menu', 'tray', 'system', 'session'];

test.each(paths)('by %s: asks once while work runs, ends at once while none does', (by) => {
  expect(run([{ type: 'asked', by }], working)).toEqual(['ask']);
  expect(
    run(
      [
        { type: 'asked', by },
        { type: 'asked', by: 'system' },
      ],
      working,
    ),
  ).toEqual(['ask']);
  expect(run([{ type: 'asked', by }], idle)).toEqual(['close']);
});

test('the three choices, and staying', () => {
  const ask: QuitHappening = { type: 'asked', by: 'window' };
  expect(run([ask, { type: 'chose', choice: 'stop' }], working)).toEqual(['ask', 'close']);
  expect(run([ask, { type: 'chose', choice: 'tray' }, { type: 'idle' }], working)).toEqual(['ask', 'hide']);
  expect(run([ask, { type: 'chose', choice: 'finish' }, { type: 'idle' }], working)).toEqual([
    ...(['ask', 'hide', 'close'] as const),
  ]);
  expect(run([ask, { type: 'chose', choice: 'stay' }, { type: 'idle' }], working)).toEqual(['ask']);
  expect(run([ask, { type: 'chose', choice: 'stay' }, ask], working)).toEqual(['ask', 'ask']);
});

test('a queue that ended while the question stood is finished', () => {
  const asked = stepQuit(openState, { type: 'asked', by: 'menu' }, working).state;
  expect(stepQuit(asked, { type: 'chose', choice: 'finish' }, idle).effects).toEqual(['close']);
});

test('who finishes may still be asked to end, and who then stays still finishes', () => {
  const finish: readonly QuitHappening[] = [
    { type: 'asked', by: 'menu' },
    { type: 'chose', choice: 'finish' },
    { type: 'asked', by: 'tray' },
    { type: 'chose', choice: 'stay' },
    { type: 'idle' },
  ];
  expect(run(finish, working)).toEqual(['ask', 'hide', 'ask', 'close']);
});

test('a closed window only hides where the setting says so and a tray is there', () => {
  const close: readonly QuitHappening[] = [{ type: 'asked', by: 'window' }];
  expect(run(close, { ...idle, keepsRunning: true })).toEqual(['hide']);
  expect(run(close, { ...working, keepsRunning: true })).toEqual(['hide']);
  expect(run(close, { ...working, keepsRunning: true, hasTray: false })).toEqual(['ask']);
  expect(run([{ type: 'asked', by: 'menu' }], { ...working, keepsRunning: true })).toEqual(['ask']);
});

const happening: fc.Arbitrary<QuitHappening> = fc.oneof(
  fc.constantFrom(...paths).map((by) => ({ type: 'asked', by }) as const),
  fc
    .constantFrom('finish' as const, 'tray' as const, 'stop' as const, 'stay' as const)
    .map((choice) => ({ type: 'chose', choice }) as const),
  fc.constant({ type: 'idle' } as const),
  fc.constant({ type: 'forced' } as const),
);
const facts = fc.record({ isWorking: fc.boolean(), hasTray: fc.boolean(), keepsRunning: fc.boolean() });

test('in every story: no end over running work unasked, nothing hidden without a tray, one end', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(happening, facts)), (story) => {
      let state: QuitState = openState;
      let closes = 0;
      for (const [one, now] of story) {
        const before = state;
        const step = stepQuit(state, one, now);
        state = step.state;
        closes += step.effects.filter((effect) => effect === 'close').length;
        if (step.effects.includes('hide')) expect(now.hasTray).toBe(true);
        if (!step.effects.includes('close') || !now.isWorking) continue;
        const wasChosen = before.phase === 'asking' && one.type === 'chose' && one.choice === 'stop';
        expect(wasChosen || one.type === 'forced' || (one.type === 'idle' && before.isFinishing)).toBe(true);
      }
      expect(closes).toBeLessThanOrEqual(1);
    }),
  );
});
