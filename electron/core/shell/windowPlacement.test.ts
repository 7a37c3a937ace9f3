import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeWindow, windowState } from './windowPlacement.ts';
import type { Area } from './windowPlacement.ts';

const screen: Area = { x: 0, y: 0, width: 1920, height: 1050 };
const second: Area = { x: 1920, y: -200, width: 2560, height: 1400 };

test('the first start is in the middle of the primary display', () => {
  expect(placeWindow(null, [screen, second])).toEqual({
    ...{ x: 320, y: 125, width: 1280, height: 800, isMaximised: false },
  });
});

test('a window comes back where it was, also on the second display', () => {
  const saved = { x: 2400, y: 100, width: 1000, height: 700, isMaximised: false };
  expect(placeWindow(saved, [screen, second])).toEqual(saved);
});

test('on a display that was unplugged it is in the middle of another, as maximised as it was', () => {
  const saved = { x: 2400, y: 100, width: 1000, height: 700, isMaximised: true };
  expect(placeWindow(saved, [screen])).toMatchObject({ x: 320, y: 125, isMaximised: true });
});

test('half outside it is moved in; larger than the display it is made smaller', () => {
  const saved = { x: -300, y: 900, width: 1000, height: 700, isMaximised: false };
  expect(placeWindow(saved, [screen])).toMatchObject({ x: 0, y: 350 });
  expect(placeWindow({ ...saved, width: 5000, height: 5000 }, [screen])).toMatchObject({ ...screen });
});

const pixels = fc.integer({ min: -20_000, max: 20_000 });
const size = fc.integer({ min: 1, max: 10_000 });
const area = fc.record({ x: pixels, y: pixels, width: size, height: size });

test('whatever was saved, the window lies whole on one display', () => {
  const saved = fc.option(
    fc.record({ x: pixels, y: pixels, width: size, height: size, isMaximised: fc.boolean() }),
  );
  fc.assert(
    fc.property(saved, fc.tuple(area, area), (state, displays) => {
      const placed = placeWindow(state, displays);
      expect(windowState.safeParse(placed).success).toBe(true);
      const isInside = (one: Area): boolean =>
        placed.x >= one.x &&
        placed.y >= one.y &&
        placed.x + placed.width <= one.x + one.width &&
        placed.y + placed.height <= one.y + one.height;
      expect(displays.some(isInside)).toBe(true);
    }),
  );
});
