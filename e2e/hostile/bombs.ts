/** Small files that unpack to huge sound, and headers that would have a decoder hold gigabytes. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { renderWavHeader } from '../../electron/core/audio/wavHeader.ts';
import { harmless, put, refused, silent } from './corpus.ts';
import type { Expected, HostileFile } from './corpus.ts';
import { renderFlacSilence } from './flacSilence.ts';
import { renderMatroskaSilence } from './matroskaSilence.ts';
import { renderOneSampleFilm } from './oneSampleFilm.ts';

const hour = 3_600;
const gib = 1 << 30;

/** A file of this head and a hole behind it: no room on the disk. */
const sparse = (name: string, head: Uint8Array, bytes: number, expected: Expected): HostileFile => ({
  ...{ family: 'bomb', name, expected },
  make: async (kit) => {
    const path = join(await kit.folder(), name);
    const file = await open(path, 'w');
    await file.write(head);
    await file.truncate(bytes);
    await file.close();
    return path;
  },
});

const rendered = (name: string, expected: Expected, render: () => Buffer): HostileFile => ({
  ...{ family: 'bomb', name, expected },
  make: (kit) => put(kit, name, render()),
});

/** Quickly over: refused before they unpack, or they unpack to little. */
export const smallBombs: readonly HostileFile[] = [
  ...[1, 60, 250].map((mib) => rendered(`zlib-${mib}-mib.mkv`, harmless, () => renderMatroskaSilence(mib))),
  sparse('4-gib-of-nothing.mp3', new Uint8Array(), 4 * gib, refused('file-not-audio')),
  sparse('4-gib-of-nothing.aac', new Uint8Array(), 4 * gib, refused('file-not-audio')),
  sparse('4-gib-of-nothing.ts', new Uint8Array(), 4 * gib, refused('file-not-audio')),
  sparse('37-hours.wav', renderWavHeader(0xffff_fff0), 4 * gib, refused('file-too-long')),
  ...[60, 120, 250].map((mib) =>
    sparse(`one-sample-of-${mib}-mib.mp4`, renderOneSampleFilm(mib << 20), (mib << 20) + 2_000, harmless),
  ),
  rendered('one-frame.flac', silent, () => renderFlacSilence({ rateHz: 192_000, channels: 8, seconds: 1 })),
];

/** 378 kB of FLAC that are 22 GB of samples, and 13 hours where 12 are accepted; or the same share of each. */
export const largeBombs = (share: number): readonly HostileFile[] => [
  rendered('22-gb.flac', silent, () =>
    renderFlacSilence({ rateHz: 192_000, channels: 8, seconds: share * hour }),
  ),
  rendered('13-hours.flac', refused('file-too-long'), () =>
    renderFlacSilence({ rateHz: 16_000, channels: 1, seconds: share * 13 * hour }),
  ),
];
