/** What both sides are given: files of many lengths. */
import { totalSeconds } from '../../e2e/clips.ts';
import { joinFiles } from '../../e2e/joined.ts';

export interface Sounds {
  /** The shortest first. */
  readonly paths: readonly string[];
  /** Seconds of sound in all of them. */
  readonly totalS: number;
}

const mix = { count: 40, fromS: 2, toS: 1200 };
/** The higher the more short ones: half of the files are below 11 s, and the longest is a quarter of all sound. */
const skew = 2;

export async function makeSounds(dir: string): Promise<Sounds> {
  const { count, fromS, toS } = mix;
  const paths = await joinFiles(dir, {
    ...{ count, seed: 1 },
    lengthS: (_random, index) => fromS * (toS / fromS) ** ((index / (count - 1)) ** skew),
  });
  return { paths, totalS: await totalSeconds(paths) };
}
