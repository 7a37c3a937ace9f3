/** Two hundred files nobody should be afraid of, made by a seed at test time, each with what must become of it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureCode } from '../../electron/contract/failure.ts';
import { createRandom } from '../../electron/core/seededRandom.ts';
import { convert } from '../../electron/host/jobs/testSound.ts';
import { readPcm } from '../clips.ts';

/**
 * heard: the sentence is read, at most `share` of its characters wrong · silent: done, no speech in it · refused: with one of
 * these codes · either: refused with one of these codes, or read right before that came about · harmless: refused as no sound, or whatever
 * of it can be read.
 */
export type Expected =
  | { readonly kind: 'heard'; readonly share: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'either'; readonly codes: readonly FailureCode[] }
  | { readonly kind: 'refused'; readonly codes: readonly FailureCode[] }
  | { readonly kind: 'harmless' };

export interface HostileFile {
  readonly family: string;
  readonly name: string;
  readonly expected: Expected;
  /** Puts it there; the path to hand in. */
  readonly make: (kit: Kit) => Promise<string>;
  /** Done to it once it is accepted. */
  readonly afterwards?: (path: string) => Promise<void>;
}

export interface Kit {
  readonly dir: string;
  /** The sentence all of them hold, 16 kHz, and its WAV. */
  readonly speech: Int16Array;
  readonly speechPath: string;
  /** A recording that only a file which points to it would bring in, and a pipe whose opening is noticed. */
  readonly secretPath: string;
  readonly pipePath: string;
  /** Counts who fetches from it. */
  readonly canaryUrl: string;
  readonly random: () => number;
  /** A folder of its own for one file. */
  folder(): Promise<string>;
  /** The sentence as ffmpeg writes it to a file of this name, made once. */
  converted(name: string, args?: readonly string[]): Promise<Buffer>;
}

export async function makeKit(
  dir: string,
  given: Pick<Kit, 'speechPath' | 'secretPath' | 'pipePath' | 'canaryUrl'>,
  seed: number,
): Promise<Kit> {
  let folders = 0;
  const made = new Map<string, Promise<Buffer>>();
  const folder = async (): Promise<string> => {
    folders += 1;
    const path = join(dir, String(folders));
    await mkdir(path, { recursive: true });
    return path;
  };
  const make = async (name: string, args: readonly string[]): Promise<Buffer> => {
    const to = join(await folder(), name);
    await convert('-i', given.speechPath, ...args, to);
    return readFile(to);
  };
  return {
    ...given,
    dir,
    folder,
    speech: await readPcm(given.speechPath),
    random: createRandom(seed),
    converted: (name, args = []) => {
      const key = [name, ...args].join(' ');
      const known = made.get(key) ?? make(name, args);
      made.set(key, known);
      return known;
    },
  };
}

/** Sound files and films as ffmpeg writes them: name, and what it must be told. */
export const formats: readonly (readonly [string, ...string[]])[] = [
  ['a.mp3'],
  ['a.m4a'],
  ['a.flac'],
  ['a.ogg'],
  ['a.opus'],
  ['a.mp4', '-c:a', 'aac'],
  ['a.mkv'],
  ['a.aac'],
  ['a.aiff'],
  ['a.avi'],
  ['a.wma'],
  ['a.flv', '-c:a', 'libmp3lame', '-ar', '44100'],
  ['a.ts', '-c:a', 'aac'],
  ['a.mpg', '-c:a', 'mp2', '-ar', '44100'],
  ['a.caf'],
  ['a.w64'],
  ['a.ac3'],
  ['a.au'],
  ['a.wv'],
  ['a.webm', '-c:a', 'libvorbis'],
];

export const heard = (share = 0): Expected => ({ kind: 'heard', share });
export const silent: Expected = { kind: 'silent' };
export const harmless: Expected = { kind: 'harmless' };
export const refused = (...codes: FailureCode[]): Expected => ({ kind: 'refused', codes });

/** What a coder may cost of sixteen characters. */
export const lossy = 0.13;

/** A file of these bytes in a folder of its own. */
export async function put(kit: Kit, name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(await kit.folder(), name);
  await writeFile(path, bytes);
  return path;
}
