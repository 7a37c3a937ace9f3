/** Files that are no sound at all, under names of sound. */
import { gzipSync } from 'node:zlib';
import { renderWav } from '../../electron/host/jobs/testSound.ts';
import { harmless, put, refused } from './corpus.ts';
import type { Expected, HostileFile, Kit } from './corpus.ts';

const noAudio = refused('file-not-audio', 'file-no-sound');

/** A zip of one stored file, with the bit that says «encrypted» or without. */
function zip(name: string, content: Buffer, isEncrypted: boolean): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(isEncrypted ? 1 : 0, 6);
  head.writeUInt32LE(content.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), content, Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);
}

/** Noise of the kit's seed: what an encrypted file looks like. */
const noise = ({ random }: Kit, bytes: number): Buffer =>
  Buffer.from(Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256)));

const starts = (text: string, bytes = 3_000) =>
  Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(bytes, 0x5a)]);

const contents: readonly (readonly [string, Expected, (kit: Kit) => Buffer | Promise<Buffer>])[] = [
  ['stored.zip', noAudio, (kit) => zip('a.wav', renderWav(kit.speech), false)],
  ['encrypted.zip', noAudio, (kit) => zip('a.wav', noise(kit, 50_000), true)],
  ['zip.mp3', noAudio, async (kit) => zip('a.mp3', await kit.converted('a.flac'), false)],
  ['wav.gz', noAudio, (kit) => gzipSync(renderWav(kit.speech))],
  ['bomb.gz', noAudio, () => gzipSync(Buffer.alloc(50_000_000))],
  ['seven.7z', noAudio, () => starts('7z\xbc\xaf\x27\x1c')],
  ['rar.wav', noAudio, () => starts('Rar!\x1a\x07\x01\0')],
  ['age.m4a', noAudio, (kit) => Buffer.concat([Buffer.from('age-encryption.org/v1\n'), noise(kit, 5_000)])],
  ['gpg.mp3', harmless, (kit) => Buffer.concat([Buffer.from([0x85, 0x02, 0x0c]), noise(kit, 30_000)])],
  ['noise.wav', harmless, (kit) => noise(kit, 100_000)],
  ['noise.mp3', harmless, (kit) => noise(kit, 300_000)],
  ['zeros.wav', noAudio, () => Buffer.alloc(200_000)],
  ['zeros.aac', noAudio, () => Buffer.alloc(200_000)],
  ['text.mp3', noAudio, () => Buffer.from('会议记录\n'.repeat(5_000))],
  ['elf.wav', noAudio, () => starts('\x7fELF\x02\x01\x01\0')],
  ['database.wav', noAudio, () => starts('SQLite format 3\0')],
  ['paper.pdf', noAudio, () => starts('%PDF-1.7\n')],
  ['subtitles.mp3', noAudio, () => Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n你好\n')],
  ['one-byte.wav', noAudio, () => Buffer.from('R')],
];

/** Made by ffmpeg: a picture, films without sound, sound under a key. */
const made: readonly (readonly [string, Expected, ...string[]])[] = [
  ['picture.png', noAudio, '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x48', '-map', '1', '-frames:v', '1'],
  ['mute.mp4', noAudio, '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x48', '-map', '1'],
  ['mute.mkv', noAudio, '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x48', '-map', '1'],
  [
    ...(['locked.mp4', harmless, '-c:a', 'aac', '-encryption_scheme', 'cenc-aes-ctr'] as const),
    ...[
      '-encryption_key',
      '76a6c65c5ea762046bd749a2e632ccbb',
      '-encryption_kid',
      'a7e61c373e219033c21091fa607bf3b8',
    ],
  ],
];

export const foreignFiles: readonly HostileFile[] = [
  ...contents.map(([name, expected, render]): HostileFile => ({
    ...{ family: 'no sound', name, expected },
    make: async (kit) => put(kit, name, await render(kit)),
  })),
  ...made.map(([name, expected, ...args]): HostileFile => ({
    ...{ family: 'no sound', name, expected },
    make: async (kit) => put(kit, name, await kit.converted(name, args)),
  })),
];
