import { soundExtensions } from '../../electron/contract/job.ts';

/** Files dropped or picked. */
export interface FoundFiles {
  readonly files: readonly File[];
  /** Files in folders that are no recordings. */
  readonly leftOut: number;
  /** Some came out of a folder, so that nobody has seen how many there are. */
  readonly isFolder: boolean;
}

/** Files named one by one: all are taken. */
export function takeAll(files: readonly File[]): FoundFiles {
  return { files, leftOut: 0, isFolder: false };
}

/** Of a folder only what has the name of a recording is taken. */
export function sortFolder(all: readonly File[]): FoundFiles {
  const files = all.filter(({ name }) =>
    soundExtensions.includes(name.split('.').at(-1)?.toLowerCase() ?? ''),
  );
  return { files, leftOut: all.length - files.length, isFolder: true };
}
