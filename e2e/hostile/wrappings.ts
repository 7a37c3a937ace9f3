/** Real speech in odd wrappings: all of it must be read right. */
import { join } from 'node:path';
import { convert, renderWav } from '../../electron/host/jobs/testSound.ts';
import { formats, heard, lossy, put } from './corpus.ts';
import type { HostileFile, Kit } from './corpus.ts';

type Wrapping = readonly [name: string, share: number, ...args: string[]];

/** Ways ffmpeg can write the sentence that a recorder, a phone or a studio has. */
const coded: readonly Wrapping[] = [
  ...formats.map(([name, ...args]): Wrapping => [name, lossy, ...args]),
  ['six-channels.wav', 0, '-ac', '6'],
  ['six-channels.flac', 0, '-ac', '6'],
  ['eight-channels-192k.flac', lossy, '-ac', '8', '-ar', '192000'],
  ['studio.wav', lossy, '-ar', '192000'],
  ['cd.wav', lossy, '-ar', '44100', '-ac', '2'],
  ['phone.wav', 0.4, '-ar', '8000'],
  ['24.wav', 0, '-c:a', 'pcm_s24le'],
  ['32.wav', 0, '-c:a', 'pcm_s32le'],
  ['float.wav', 0, '-c:a', 'pcm_f32le'],
  ['double.wav', 0, '-c:a', 'pcm_f64le'],
  ['eight-bits.wav', 0.3, '-c:a', 'pcm_u8'],
  ['mulaw.wav', lossy, '-c:a', 'pcm_mulaw'],
  ['alaw.wav', lossy, '-c:a', 'pcm_alaw'],
  ['adpcm.wav', lossy, '-c:a', 'adpcm_ima_wav'],
  ['big-endian.aiff', 0, '-c:a', 'pcm_s16be'],
  ['rf64.wav', 0, '-rf64', 'always'],
  ['alac.m4a', 0, '-c:a', 'alac'],
  ['fragments.mp4', lossy, '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'],
  ['slow.mp3', 0.3, '-b:a', '16k'],
];

const hidden: readonly (readonly [name: string, format: string, share: number])[] = [
  ['mp3-named.wav', 'a.mp3', lossy],
  ['flac-named.mp3', 'a.flac', 0],
  ['m4a-named.txt', 'a.m4a', lossy],
  ['mkv-without-an-ending', 'a.mkv', lossy],
  ['ogg-named.m3u8', 'a.ogg', lossy],
  ['flac-named.ffconcat', 'a.flac', 0],
  ['mp3-named.svg', 'a.mp3', lossy],
  ['aac-named.exe', 'a.aac', lossy],
];

const chunk = (tag: string, bytes: number): Buffer => {
  const head = Buffer.alloc(8 + bytes);
  head.write(tag, 'latin1');
  head.writeUInt32LE(bytes, 4);
  return head;
};

/** The sentence's WAV with something put in before its sample data, in a chunk of its own. */
const withChunk = (kit: Kit, extra: Buffer): Buffer => {
  const wav = renderWav(kit.speech);
  return Buffer.concat([wav.subarray(0, 36), extra, wav.subarray(36)]);
};

const id3 = (bytes: number): Buffer => {
  const size = [21, 14, 7, 0].map((shift) => (bytes >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), Buffer.alloc(bytes)]);
};

/** Bytes around and inside files, that belong there or do not. */
const built: readonly (readonly [string, number, (kit: Kit) => Promise<Buffer> | Buffer])[] = [
  ['junk-before-data.wav', 0, (kit) => withChunk(kit, chunk('JUNK', 300))],
  ['70-kb-before-data.wav', 0, (kit) => withChunk(kit, chunk('LIST', 70_000))],
  ['odd-chunk.wav', 0, (kit) => withChunk(kit, Buffer.concat([chunk('note', 7), Buffer.alloc(1)]))],
  ['half-a-sample.wav', 0, (kit) => Buffer.concat([renderWav(kit.speech), Buffer.alloc(1)])],
  ['text-behind.wav', 0, (kit) => Buffer.concat([renderWav(kit.speech), Buffer.from('<html>'.repeat(99))])],
  ['zip-behind.mp3', lossy, async (kit) => Buffer.concat([await kit.converted('a.mp3'), fakeZip()])],
  [
    'garbage-before.mp3',
    lossy,
    async (kit) => Buffer.concat([Buffer.alloc(900, 7), await kit.converted('a.mp3')]),
  ],
  ['3-mb-of-tags.mp3', lossy, async (kit) => Buffer.concat([id3(3_000_000), await kit.converted('a.mp3')])],
  [
    'twice-tagged.mp3',
    lossy,
    async (kit) => Buffer.concat([id3(50), id3(5_000), await kit.converted('a.mp3')]),
  ],
];

const fakeZip = (): Buffer =>
  Buffer.from(`PK\x03\x04${'\0'.repeat(60)}PK\x05\x06${'\0'.repeat(18)}`, 'latin1');

/** Films and files with more than one stream. */
const streams: readonly (readonly [string, ...string[]])[] = [
  [
    'three-tracks.mkv',
    '-f',
    'lavfi',
    '-i',
    'anullsrc=r=16000:d=3',
    '-map',
    '0',
    '-map',
    '1',
    '-map',
    '1',
    '-c:a',
    'flac',
  ],
  ['film.mp4', '-f', 'lavfi', '-i', 'testsrc=d=5:s=64x48', '-map', '1', '-map', '0', '-c:a', 'aac'],
  [
    'film.avi',
    '-f',
    'lavfi',
    '-i',
    'testsrc=d=5:s=64x48',
    '-map',
    '1',
    '-map',
    '0',
    '-c:a',
    'mp2',
    '-ar',
    '44100',
  ],
  ['cover.mp3', '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x48', '-map', '0', '-map', '1', '-frames:v', '1'],
];

export const wrappings: readonly HostileFile[] = [
  ...coded.map(([name, share, ...args]): HostileFile => ({
    ...{ family: 'wrapping', name, expected: heard(share) },
    make: async (kit) => put(kit, name, await kit.converted(name, args)),
  })),
  ...hidden.map(([name, format, share]): HostileFile => ({
    ...{ family: 'wrapping', name, expected: heard(share) },
    make: async (kit) => put(kit, name, await kit.converted(format)),
  })),
  ...built.map(([name, share, build]): HostileFile => ({
    ...{ family: 'wrapping', name, expected: heard(share) },
    make: async (kit) => put(kit, name, await build(kit)),
  })),
  ...streams.map(([name, ...args]): HostileFile => ({
    ...{ family: 'wrapping', name, expected: heard(lossy) },
    make: async (kit) => {
      const path = join(await kit.folder(), name);
      await convert('-i', kit.speechPath, ...args, path);
      return path;
    },
  })),
];
