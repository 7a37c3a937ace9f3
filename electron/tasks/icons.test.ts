import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { dotColours, listIcons, renderRows } from './icons.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Width, height and rows of a PNG with one image. */
function readPng(path: string): { size: number[]; rows: Buffer } {
  const file = readFileSync(path);
  const images: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const data = file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') images.push(data);
  }
  return { size: [file.readUInt32BE(16), file.readUInt32BE(20)], rows: inflateSync(Buffer.concat(images)) };
}

test.each(listIcons())('$path is what is drawn now', (icon) => {
  const { size, rows } = readPng(join(root, 'resources', icon.path));
  expect(size).toEqual([icon.size, icon.size]);
  expect(rows.equals(renderRows(icon))).toBe(true);
});

test('standings differ by shape, not by colour alone', () => {
  const shapes = listIcons()
    .filter(({ path }) => /^tray\/(idle|busy|trouble)-light\.png$/.test(path))
    .map((icon) => [...renderRows(icon)].filter((_value, index) => (index % (16 * 4 + 1)) % 4 === 0));
  const apart = (a: readonly number[] = [], b: readonly number[] = []): number =>
    a.filter((value, index) => Math.abs(value - (b[index] ?? 0)) > 128).length;
  expect(shapes).toHaveLength(3);
  for (const [one, other] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    expect(apart(shapes[one], shapes[other])).toBeGreaterThan(12);
  }
});

test('dots have the panel’s colours', async () => {
  const { instanceColours } = await import(new URL('../../renderer/look/colours.ts', import.meta.url).href);
  expect(dotColours).toEqual([...instanceColours.light]);
});
