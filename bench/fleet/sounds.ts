/** What both sides are given: files of many lengths. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { totalSeconds } from '../../e2e/clips.ts';
import { joinFiles } from '../../e2e/joined.ts';

export interface Sounds {
  /** The shortest first. */
  readonly paths: readonly string[];
  /** Seconds of sound in all of them. */
  readonly totalS: number;
}

export interface Mix {
  /** Of the folder they are written to. */
  readonly name: string;
  readonly fromS: number;
  readonly toS: number;
  /** The higher the more short ones. */
  readonly skew: number;
}

const count = 40;

/** Half of the files are below 11 s, and the longest is a quarter of all sound. */
export const wideMix: Mix = { name: 'wide', fromS: 2, toS: 1200, skew: 2 };
/** As unequal, a quarter of all sound in one file, but ten times less of it: for a net that takes its time. */
export const shortMix: Mix = { name: 'short', fromS: 2, toS: 120, skew: 4 };

export async function makeSounds(within: string, { name, fromS, toS, skew }: Mix): Promise<Sounds> {
  const dir = join(within, name);
  await mkdir(dir);
  const paths = await joinFiles(dir, {
    ...{ count, seed: 1 },
    lengthS: (_random, index) => fromS * (toS / fromS) ** ((index / (count - 1)) ** skew),
  });
  return { paths, totalS: await totalSeconds(paths) };
}
