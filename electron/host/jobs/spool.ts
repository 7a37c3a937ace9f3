/** The spool: decoded sound of the jobs under way, one file each, raw 16 kHz mono s16le. */
import { mkdir, open, readdir, rm, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createFbankShelf } from './fbankShelf.ts';
import type { FbankShelf } from './fbankShelf.ts';

/** Free space that is left to everything else on the disk, bytes. */
const sparedBytes = 256 * 1024 * 1024;
const extension = '.pcm';

export interface SpoolFile {
  /** Appends. Throws ENOSPC where the disk is full: nothing counts as written then, and it may be tried again. */
  write(bytes: Uint8Array): Promise<void>;
  /** On the platter when it settles. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface Spool {
  /** What the fronts leave beside the sound; it goes with it, and with the host. */
  readonly fbank: FbankShelf;
  pathOf(id: string): string;
  /** Begins the job's file anew. */
  create(id: string): Promise<SpoolFile>;
  /** Bytes of the job's file; 0: none. */
  bytesOf(id: string): number;
  usedBytes(): number;
  /** Looks at the disk: is there room for more than is spared? */
  hasFreeDisk(): Promise<boolean>;
  remove(id: string): Promise<void>;
}

export interface SpoolPorts {
  readonly dir: string;
  /** Files of other jobs are left-overs and go. */
  readonly keep: ReadonlySet<string>;
  /** Free bytes of the disk; for tests. */
  readonly freeBytes?: () => Promise<number>;
}

export async function openSpool({ dir, keep, freeBytes = () => readFree(dir) }: SpoolPorts): Promise<Spool> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const sizes = await sweep(dir, keep);
  const pathOf = (id: string): string => join(dir, id + extension);
  const fbank = createFbankShelf((id) => join(dir, `${id}.fbank`));
  return {
    fbank,
    pathOf,
    bytesOf: (id) => sizes.get(id) ?? 0,
    usedBytes: () => [...sizes.values()].reduce((sum, bytes) => sum + bytes, fbank.usedBytes()),
    hasFreeDisk: async () => (await freeBytes()) > sparedBytes,
    async create(id) {
      const file = await open(pathOf(id), 'w', 0o600);
      fbank.forget(id);
      sizes.set(id, 0);
      return {
        async write(bytes) {
          const at = sizes.get(id) ?? 0;
          for (let done = 0; done < bytes.length;) {
            done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
          }
          sizes.set(id, at + bytes.length);
        },
        sync: () => file.datasync(),
        close: () => file.close(),
      };
    },
    async remove(id) {
      sizes.delete(id);
      await removeFile(pathOf(id));
      // Last: a front that still writes looks for the sound afterwards, and takes its own away where that has gone.
      fbank.forget(id);
      await removeFile(fbank.pathOf(id));
    },
  };
}

/** As rm with force, without the look at it before: every short file would pay for that. */
async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
}

async function sweep(dir: string, keep: ReadonlySet<string>): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(dir)) {
    const id = name.slice(0, -extension.length);
    if (name.endsWith(extension) && keep.has(id)) sizes.set(id, (await stat(join(dir, name))).size);
    else await rm(join(dir, name), { force: true, recursive: true });
  }
  return sizes;
}

async function readFree(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
