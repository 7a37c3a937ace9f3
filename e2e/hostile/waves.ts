/** WAV headers that lie: about the length, the rate, the channels, the bits, or that there is anything at all. */
import { renderWav } from '../../electron/host/jobs/testSound.ts';
import { harmless, heard, put, refused, silent } from './corpus.ts';
import type { Expected, HostileFile, Kit } from './corpus.ts';

const [lengthAt, formatAt, channelsAt, rateAt, blockAt, bitsAt, riffAt] = [
  40, 20, 22, 24, 32, 34, 4,
] as const;

/** The sentence's WAV with numbers written over its header. */
function lie(kit: Kit, ...lies: readonly (readonly [at: number, value: number, bytes: 2 | 4])[]): Buffer {
  const wav = renderWav(kit.speech);
  for (const [at, value, bytes] of lies) wav.writeUIntLE(value, at, bytes);
  return wav;
}

const empty = renderWav(new Int16Array());
const noSound = refused('file-no-sound', 'file-not-audio');

const waves: readonly (readonly [string, Expected, (kit: Kit) => Buffer])[] = [
  ['length-0.wav', heard(), (kit) => lie(kit, [lengthAt, 0, 4])],
  ['length-4-gib.wav', heard(), (kit) => lie(kit, [lengthAt, 0xffff_fff0, 4])],
  ['length-unknown.wav', heard(), (kit) => lie(kit, [lengthAt, 0xffff_ffff, 4])],
  ['length-odd.wav', heard(0.1), (kit) => lie(kit, [lengthAt, 150_001, 4])],
  ['riff-0.wav', heard(), (kit) => lie(kit, [riffAt, 0, 4])],
  ['riff-4-gib.wav', heard(), (kit) => lie(kit, [riffAt, 0xffff_ffff, 4])],
  ['8-khz-4-gib.wav', harmless, (kit) => lie(kit, [rateAt, 8_000, 4], [lengthAt, 0xffff_fff0, 4])],
  ['rate-0.wav', harmless, (kit) => lie(kit, [rateAt, 0, 4])],
  ['rate-1.wav', harmless, (kit) => lie(kit, [rateAt, 1, 4])],
  ['rate-4-ghz.wav', harmless, (kit) => lie(kit, [rateAt, 0xffff_ffff, 4])],
  ['channels-0.wav', harmless, (kit) => lie(kit, [channelsAt, 0, 2])],
  ['channels-65535.wav', harmless, (kit) => lie(kit, [channelsAt, 0xffff, 2], [blockAt, 0xffff, 2])],
  ['bits-0.wav', harmless, (kit) => lie(kit, [bitsAt, 0, 2])],
  ['bits-65535.wav', harmless, (kit) => lie(kit, [bitsAt, 0xffff, 2])],
  ['block-0.wav', heard(), (kit) => lie(kit, [blockAt, 0, 2])],
  ['codec-unknown.wav', harmless, (kit) => lie(kit, [formatAt, 0x7777, 2])],
  ['codec-mp3.wav', harmless, (kit) => lie(kit, [formatAt, 0x55, 2])],
  ['header-alone.wav', noSound, () => empty],
  ['header-4-gib.wav', silent, () => lieOf144Bytes()],
  ['header-cut.wav', refused('file-not-audio', 'file-no-sound'), () => empty.subarray(0, 30)],
  ['riff-alone.wav', refused('file-not-audio'), () => Buffer.from('RIFF')],
  ['data-before-format.wav', harmless, (kit) => dataFirst(kit)],
  ['one-sample.wav', silent, () => renderWav(new Int16Array(1))],
  ['silence.wav', silent, () => renderWav(new Int16Array(48_000))],
];

function lieOf144Bytes(): Buffer {
  const lying = Buffer.concat([empty.subarray(0, 40), Buffer.alloc(104)]);
  lying.writeUInt32LE(0xffff_fff0, 40);
  return lying;
}

function dataFirst(kit: Kit): Buffer {
  const wav = renderWav(kit.speech);
  return Buffer.concat([wav.subarray(0, 12), wav.subarray(36), wav.subarray(12, 36)]);
}

export const lyingWaves: readonly HostileFile[] = waves.map(([name, expected, render]) => ({
  ...{ family: 'lying wav', name, expected },
  make: (kit) => put(kit, name, render(kit)),
}));
