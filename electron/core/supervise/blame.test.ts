import { describe, expect, it } from 'vitest';
import type { CauseClass } from '../../contract/instance.ts';
import { WINDOW_MS } from './backoff.ts';
import { cleanRecord, foldCardFailure } from './blame.ts';

/** [who, when] → is the card blamed, of so many workers. */
function isBlamed(workers: number, failures: readonly (readonly [string, number, CauseClass?])[]): boolean {
  return failures.reduce(
    (record, [instanceId, now, name = 'cuda']) =>
      foldCardFailure(record, { instanceId, class: name, now, workers }),
    cleanRecord,
  ).isBlamed;
}

describe('a card', () => {
  it.each([
    ['one of one', 1, 1, false],
    ['one of two', 1, 2, false],
    ['two of two', 2, 2, true],
    ['two of four', 2, 4, true],
    ['two of five', 2, 5, false],
    ['three of five', 3, 5, true],
  ])('is blamed by at least two and half of its workers: %s', (_, failing, workers, expected) => {
    const failures = Array.from({ length: failing }, (__, index) => [`i${index}`, index * 1_000] as const);
    expect(isBlamed(workers, failures)).toBe(expected);
  });

  it('is not blamed for one worker that fails often, nor for failures far apart', () => {
    const often = Array.from({ length: 5 }, (_, index) => ['i0', index] as const);
    expect(isBlamed(2, often)).toBe(false);
    expect(
      isBlamed(2, [
        ['i0', 0],
        ['i1', WINDOW_MS],
      ]),
    ).toBe(false);
  });

  it('is not blamed for what no card does', () => {
    expect(
      isBlamed(2, [
        ['i0', 0, 'model'],
        ['i1', 1, 'cannot-work'],
        ['i0', 2, 'spawn'],
      ]),
    ).toBe(false);
  });

  it('stays blamed however long ago it was, until it is cleared', () => {
    expect(
      isBlamed(2, [
        ['i0', 0],
        ['i1', 1],
        ['i0', 2 * WINDOW_MS],
      ]),
    ).toBe(true);
  });
});
