import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, markOf, planLook } from './planLook.ts';
import type { FoundFile, LookPlan, Unsettled } from './planLook.ts';

const stillMs = 10_000;
const none = new Map<string, Unsettled>();
const file = (path: string, bytes = 10, mtimeMs = 1): FoundFile => ({ path, bytes, mtimeMs });

function look(
  found: readonly FoundFile[],
  now: number,
  before: Partial<LookPlan> = {},
  seen = new Map<string, string>(),
) {
  return planLook({ found, seen, unsettled: before.unsettled ?? none, now, stillMs });
}

describe('a look at a watched folder', () => {
  it('takes a file once it has kept still long enough, and not before', () => {
    const first = look([file('a')], 0);
    const second = look([file('a')], 9_999, first);
    const third = look([file('a')], 10_000, second);
    expect([first, second, third].map(({ ready }) => ready.length)).toEqual([0, 0, 1]);
  });

  it('begins anew with a file that grew or was touched', () => {
    const first = look([file('a')], 0);
    const grown = look([file('a', 11)], 10_000, first);
    const touched = look([file('a', 11, 2)], 20_000, grown);
    expect([grown.ready, touched.ready]).toEqual([[], []]);
    expect(look([file('a', 11, 2)], 30_000, touched).ready).toHaveLength(1);
  });

  it('never takes an empty file, forgets what vanished, and leaves what was dealt with', () => {
    const first = look([file('empty', 0), file('gone')], 0);
    const second = look([file('empty', 0)], 60_000, first);
    expect(second.ready).toEqual([]);
    expect([...second.unsettled.keys()]).toEqual(['empty']);
    const seen = new Map([['a', markOf(file('a'))]]);
    expect(look([file('a')], 0, {}, seen).unsettled.size).toBe(0);
    expect(look([file('a', 12)], 0, {}, seen).unsettled.size).toBe(1);
  });

  it('is not held up by a clock that was set back', () => {
    const first = look([file('a')], 1_000_000);
    const back = look([file('a')], 0, first);
    expect(look([file('a')], 10_000, back).ready).toHaveLength(1);
  });

  it('takes every file exactly once whatever is found when', () => {
    const step = fc.record({
      waitMs: fc.nat(8_000),
      bytes: fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const seen = new Map<string, string>();
        const taken: string[] = [];
        let [now, plan]: [number, LookPlan] = [0, { ready: [], unsettled: none }];
        const calm = Array.from({ length: 4 }, () => ({
          waitMs: 6_000,
          bytes: steps.at(-1)?.bytes ?? [1, 1, 1],
        }));
        for (const { waitMs, bytes } of [...steps, ...calm]) {
          now += waitMs;
          plan = look(
            bytes.map((size, at) => file(`f${at}`, size)),
            now,
            plan,
            seen,
          );
          for (const one of plan.ready) {
            taken.push(`${one.path} ${markOf(one)}`);
            seen.set(one.path, markOf(one));
          }
        }
        // A file may come back as it was before something else was taken in its place.
        const last = calm[0]?.bytes ?? [];
        last.forEach((size, at) => {
          expect(seen.get(`f${at}`) === markOf(file('', size))).toBe(size > 0);
        });
        expect(taken.filter((one, at) => taken[at - 1] === one)).toEqual([]);
      }),
    );
  });
});

it('knows a folder in another from one that begins alike', () => {
  expect(isWithin('/a/b', '/a', '/')).toBe(true);
  expect(isWithin('/a', '/a', '/')).toBe(true);
  expect(isWithin('/ab', '/a', '/')).toBe(false);
  expect(isWithin('/a', '/', '/')).toBe(true);
});
