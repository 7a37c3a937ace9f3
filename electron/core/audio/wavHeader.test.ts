import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWavHeader, plainHeaderBytes, renderWavHeader } from './wavHeader.ts';

interface Shape {
  format: number;
  channels: number;
  rate: number;
  bits: number;
  /** null: what is there. */
  dataClaim: number | null;
  dataBytes: number;
  before: Uint8Array;
  isExtensible: boolean;
}

const plain: Shape = {
  format: 1,
  channels: 1,
  rate: 16_000,
  bits: 16,
  dataClaim: null,
  dataBytes: 64,
  before: new Uint8Array(),
  isExtensible: false,
};
const guidTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

const tag = (text: string): number[] => [...text].map((each) => each.charCodeAt(0));
const u16 = (value: number): number[] => [value & 255, (value >>> 8) & 255];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

function makeWav(more: Partial<Shape> = {}): Uint8Array {
  const { format, channels, rate, bits, dataClaim, dataBytes, before, isExtensible } = { ...plain, ...more };
  const align = (channels * bits) / 8;
  const code = isExtensible ? 0xfffe : format;
  const common = [
    ...u16(code),
    ...u16(channels),
    ...u32(rate),
    ...u32(rate * align),
    ...u16(align),
    ...u16(bits),
  ];
  const extension = isExtensible ? [...u16(22), ...u16(bits), ...u32(4), ...u16(format), ...guidTail] : [];
  const pad = before.length % 2 === 1 ? [0] : [];
  const list = before.length > 0 ? [...tag('LIST'), ...u32(before.length), ...before, ...pad] : [];
  return Uint8Array.from([
    ...[...tag('RIFF'), ...u32(0), ...tag('WAVE'), ...list],
    ...[...tag('fmt '), ...u32(common.length + extension.length), ...common, ...extension],
    ...[...tag('data'), ...u32(dataClaim ?? dataBytes), ...new Uint8Array(dataBytes)],
  ]);
}

const parse = (bytes: Uint8Array): ReturnType<typeof parseWavHeader> => parseWavHeader(bytes, bytes.length);

describe('parseWavHeader', () => {
  test('finds the samples of 16 kHz mono', () => {
    expect(parse(makeWav())).toEqual({ dataOffset: 44, dataBytes: 64, isTruncated: false });
    expect(parse(makeWav({ isExtensible: true }))).toEqual({
      dataOffset: 68,
      dataBytes: 64,
      isTruncated: false,
    });
  });

  test('passes chunks of odd length', () => {
    expect(parse(makeWav({ before: Uint8Array.of(1, 2, 3) }))?.dataOffset).toBe(44 + 8 + 4);
  });

  test.each([
    ['8 kHz', { rate: 8_000 }],
    ['stereo', { channels: 2 }],
    ['24 bit', { bits: 24 }],
    ['float', { format: 3 }],
    ['A-law in an extensible header', { format: 6, isExtensible: true }],
  ] as const)('leaves %s to ffmpeg', (_, shape) => {
    expect(parse(makeWav(shape))).toBeNull();
  });

  test('a length claimed beyond the file is cut to the file and told', () => {
    const lying = makeWav({ dataBytes: 100, dataClaim: 0xffff_fff0 });
    expect(lying.length).toBe(144);
    expect(parse(lying)).toEqual({ dataOffset: 44, dataBytes: 100, isTruncated: true });
  });

  test('the length of a stream is not a lie, a length never written is', () => {
    expect(parse(makeWav({ dataClaim: 0xffff_ffff }))).toMatchObject({ dataBytes: 64, isTruncated: false });
    expect(parse(makeWav({ dataClaim: 0 }))).toMatchObject({ dataBytes: 64, isTruncated: true });
    expect(parse(makeWav({ dataBytes: 0 }))).toMatchObject({ dataBytes: 0, isTruncated: false });
  });

  test('half a sample at the end is left away', () => {
    expect(parse(makeWav({ dataBytes: 65 }))?.dataBytes).toBe(64);
  });

  test('whatever the bytes are, it answers, and never beyond the file', () => {
    const whole = makeWav({ before: Uint8Array.of(1, 2, 3), isExtensible: true });
    const mutated = fc
      .tuple(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255))), fc.nat(whole.length))
      .map(([changes, length]) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return bytes.slice(0, length);
      });
    const check = (bytes: Uint8Array, fileBytes: number): void => {
      const header = parseWavHeader(bytes, fileBytes);
      if (header === null) return;
      expect(header.dataBytes % 2).toBe(0);
      expect(header.dataOffset + header.dataBytes).toBeLessThanOrEqual(
        Math.max(fileBytes, header.dataOffset),
      );
    };
    fc.assert(fc.property(mutated, fc.nat(2 ** 33), check), { numRuns: 20_000 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(2 ** 33), check), { numRuns: 5_000 });
  });
});

test('the header we write is one we read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (samples) => {
      const dataBytes = 2 * samples;
      expect(parseWavHeader(renderWavHeader(dataBytes), plainHeaderBytes + dataBytes)).toEqual({
        dataOffset: plainHeaderBytes,
        dataBytes,
        isTruncated: false,
      });
    }),
  );
});
