/** Files put to whoever makes text of them: all at once, or one after the other as they arrive. */
import { setTimeout as wait } from 'node:timers/promises';
import { createRandom } from '../../electron/core/seededRandom.ts';

/** One of the sides that are compared. */
export interface Side {
  readonly name: string;
  /** The file's text, once its reader has it. */
  transcribe(path: string): Promise<string>;
}

/** Texts by their files' paths. */
export type Texts = ReadonlyMap<string, string>;

export interface Timed {
  readonly seconds: number;
  readonly texts: Texts;
}

interface Arrival {
  readonly path: string;
  /** From the first's. */
  readonly atS: number;
}

export interface Arrivals {
  readonly all: readonly Arrival[];
  /** So many at the end count: half a pass comes first, while the lines fill. */
  readonly counted: number;
}

/** From the drop of all files until the last is text. */
export async function timeDrop({ transcribe }: Side, paths: readonly string[]): Promise<Timed> {
  const beganAt = performance.now();
  const texts = new Map<string, string>();
  await Promise.all(paths.map(async (path) => texts.set(path, await transcribe(path))));
  return { seconds: secondsSince(beganAt), texts };
}

/** The same with so many at once, the longest first: no worker waits for another until the very end. */
export async function timeInTurn(
  { transcribe }: Side,
  paths: readonly string[],
  atOnce: number,
): Promise<Timed> {
  const left = paths.toReversed().values();
  const texts = new Map<string, string>();
  const beganAt = performance.now();
  const take = async (): Promise<void> => {
    for (const path of left) texts.set(path, await transcribe(path));
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  return { seconds: secondsSince(beganAt), texts };
}

/** How many files are another text on one side than on the other, beside marks and a sentence's first letter, written large. */
export function countDifferent(one: Texts, other: Texts): number {
  const lettersOf = (text: string): string => text.replaceAll(/[\s\p{P}]/gu, '').toLowerCase();
  return [...one].filter(([path, text]) => lettersOf(text) !== lettersOf(other.get(path) ?? '')).length;
}

/** Mean seconds from a file's arrival until it is text, of those that count. */
export async function timeArrivals({ transcribe }: Side, { all, counted }: Arrivals): Promise<number> {
  const beganAt = performance.now();
  const seconds = await Promise.all(
    all.map(async ({ path, atS }) => {
      await wait(atS * 1000);
      const arrivedAt = beganAt + atS * 1000;
      await transcribe(path);
      return (performance.now() - arrivedAt) / 1000;
    }),
  );
  const after = seconds.slice(-counted);
  return after.reduce((sum, one) => sum + one, 0) / after.length;
}

/** All files so many times, each time in a random order, with the gaps of a Poisson process scaled to the wanted mean. */
export function planArrivals(
  paths: readonly string[],
  { seed, meanGapS, passes }: { seed: number; meanGapS: number; passes: number },
): Arrivals {
  const random = createRandom(seed);
  const order = Array.from({ length: passes }, () =>
    paths.map((path) => ({ path, key: random() })).sort((a, b) => a.key - b.key),
  ).flat();
  const gaps = order.map(() => -Math.log(1 - random()));
  const scale = (meanGapS * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0);
  let atS = 0;
  const all = order.map(({ path }, index) => {
    if (index > 0) atS += (gaps[index] ?? 0) * scale;
    return { path, atS };
  });
  return { all, counted: all.length - Math.floor(paths.length / 2) };
}

function secondsSince(beganAt: number): number {
  return (performance.now() - beganAt) / 1000;
}
