/** `node electron/setup/start.mjs icons`: draws the desktop's icons into resources/; its test says when they are out of date. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { attention, circle, drawPixels, running, tile, waveform } from './iconShapes.ts';
import type { Paint } from './iconShapes.ts';

export interface Icon {
  /** Below resources/. */
  readonly path: string;
  readonly size: number;
  readonly paints: readonly Paint[];
}

/** Instances' colours as the panel has them on light ground (renderer/look/colours.ts). */
export const dotColours = [
  ...['#5b5b67', '#df6a00', '#1e7fc9', '#099f76'],
  ...['#58450e', '#015c8f', '#b84c12', '#c4649c'],
];

const looks = {
  light: { glyph: '#1b1c1f', alarm: '#c62828' },
  dark: { glyph: '#ffffff', alarm: '#ff8a80' },
} as const;

export function listIcons(): readonly Icon[] {
  return [
    {
      ...{ path: 'icons/icon.png', size: 512 },
      paints: [
        { shape: tile, colour: '#2f5bd0' },
        { shape: waveform(1), colour: '#ffffff' },
      ],
    },
    ...(['light', 'dark'] as const).flatMap((look) =>
      (['idle', 'busy', 'trouble'] as const).flatMap((standing) =>
        bothSizes(`tray/${standing}-${look}`, planStanding(standing, looks[look])),
      ),
    ),
    ...dotColours.flatMap((colour, index) =>
      bothSizes(`tray/colour-${index}`, [{ shape: circle(16, 16, 11), colour }]),
    ),
  ];
}

/** Each has a shape of its own, for whoever tells no colours apart. */
function planStanding(
  standing: 'idle' | 'busy' | 'trouble',
  { glyph, alarm }: { glyph: string; alarm: string },
): readonly Paint[] {
  if (standing === 'idle') return [{ shape: waveform(1.3), colour: glyph }];
  const wave: Paint = { shape: waveform(1.3, 2), colour: glyph };
  const mark = standing === 'busy' ? { shape: running, colour: glyph } : { shape: attention, colour: alarm };
  return [wave, mark];
}

/** Electron takes the @2x one where the screen is finer. */
function bothSizes(path: string, paints: readonly Paint[]): readonly Icon[] {
  return [
    { path: `${path}.png`, size: 16, paints },
    { path: `${path}@2x.png`, size: 32, paints },
  ];
}

/** Rows of the PNG's one image, each led by the filter «none». */
export function renderRows({ paints, size }: Icon): Buffer {
  const pixels = drawPixels(paints, size);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1) {
    rows.set(pixels.subarray(row * size * 4, (row + 1) * size * 4), row * (size * 4 + 1) + 1);
  }
  return rows;
}

function renderPng(icon: Icon): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(icon.size, 0);
  header.writeUInt32BE(icon.size, 4);
  // Eight bits a channel, red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    renderChunk('IHDR', header),
    renderChunk('IDAT', deflateSync(renderRows(icon), { level: 9 })),
    renderChunk('IEND', Buffer.alloc(0)),
  ]);
}

function renderChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

export async function runIcons(root: string): Promise<number> {
  for (const icon of listIcons()) {
    const path = join(root, 'resources', icon.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, renderPng(icon));
  }
  return 0;
}
