import { describe, expect, it } from 'vitest';
import { instanceColours, surfaces } from './colours.ts';

type Triple = readonly [number, number, number];

/** sRGB of IEC 61966-2-1 as linear light. */
function parseLinear(hex: string): Triple {
  const linear = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [linear(1), linear(3), linear(5)];
}

/** Contrast of WCAG 2.2. */
function renderContrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [a, b]
    .map(parseLinear)
    .map(([r, g, bl]) => 0.2126 * r + 0.7152 * g + 0.0722 * bl)
    .sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** What people without red or green cones see, on linear light: Machado, Oliveira and Fernandes (2009), severity 1. */
const eyes: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  everyone: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function seeBy(eye: readonly [Triple, Triple, Triple], [r, g, b]: Triple): Triple {
  const row = ([x, y, z]: Triple) => Math.min(1, Math.max(0, x * r + y * g + z * b));
  return [row(eye[0]), row(eye[1]), row(eye[2])];
}

/** CIE 1976 L*a*b*, D65. */
function toLab([r, g, b]: Triple): Triple {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: Triple, b: Triple): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

describe.each(['light', 'dark'] as const)('instance colours, %s theme', (scheme) => {
  const colours = instanceColours[scheme];

  it('stand out from the surface', () => {
    for (const colour of colours) {
      expect(renderContrast(colour, surfaces[scheme]), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.keys(eyes))('are told apart by a %s', (name) => {
    const eye = eyes[name];
    if (!eye) throw new Error('unknown eye');
    const seen = colours.map((colour) => toLab(seeBy(eye, parseLinear(colour))));
    for (const [i, a] of seen.entries()) {
      for (const [j, b] of seen.slice(i + 1).entries()) {
        // A difference of about 2.3 is just noticed; small dots and lines need several times that.
        expect(distance(a, b), `${colours[i]} and ${colours[i + 1 + j]}`).toBeGreaterThan(12);
      }
    }
  });
});
