/** What an installation brings and takes. Every figure is told by the index or derived from what it told; else unknown. */
import type { InstallFigures } from '../../contract/engine.ts';
import type { FileFigures } from './pipReport.ts';

export interface DiskFacts {
  /** Free where the environment comes to lie; null: unknown. */
  readonly freeBytes: number | null;
  /** pip keeps what it downloads on the same disk. */
  readonly sharesCache: boolean;
}

/** One unknown file makes the sums unknown. A file is never smaller unpacked than packed. */
export function foldFigures(files: readonly FileFigures[], disk: DiskFacts): InstallFigures {
  const downloadBytes = sum(files.map(({ bytes }) => bytes));
  const installedBytes = sum(
    files.map(({ bytes, unpackedBytes }) =>
      unpackedBytes === null ? bytes : Math.max(unpackedBytes, bytes ?? 0),
    ),
  );
  // Downloads lie in a folder of their own until all are unpacked, and in pip's cache besides.
  const copies = disk.sharesCache ? 2 : 1;
  const neededBytes =
    downloadBytes === null || installedBytes === null ? null : installedBytes + copies * downloadBytes;
  return { packages: files.length, downloadBytes, installedBytes, neededBytes, freeBytes: disk.freeBytes };
}

/** null while anything is unknown: enough is assumed, and a full disk is told when it is met. */
export function isTooFull({ neededBytes, freeBytes }: InstallFigures): boolean {
  return neededBytes !== null && freeBytes !== null && freeBytes < neededBytes;
}

function sum(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>((all, one) => (all === null || one === null ? null : all + one), 0);
}
