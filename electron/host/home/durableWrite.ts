/** Writes a file so that after any crash it holds the old bytes or the new ones, never a mixture. */
import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Antivirus and indexers hold a fresh file open on Windows; they let go within this time. */
const renamePatienceMs = 2_000;
const isHeldByOther = new Set(['EPERM', 'EBUSY', 'EACCES']);

/** Temp file beside the target, fsync, rename, fsync of the folder. Rejects with the system's error; leaves no temp file then. */
export async function writeDurably(path: string, content: string): Promise<void> {
  const temp = await writeTemp(path, content);
  try {
    await renamePatiently(temp, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(temp, { force: true });
    throw thrown;
  }
}

/** Writes and fsyncs the content under a temp name beside `path`, for its owner only unless `mode` says else; answers that name. */
export async function writeTemp(path: string, content: string | Uint8Array, mode = 0o600): Promise<string> {
  const temp = `${tempPrefix(path)}${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(temp, 'wx', mode);
    try {
      await file.writeFile(content, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    await rm(temp, { force: true });
    throw thrown;
  }
  return temp;
}

/** Removes temp files a killed process left beside `path`. Only for files with one writer. */
export async function sweepTemps(path: string): Promise<void> {
  const prefix = basename(tempPrefix(path));
  const names = await readdir(dirname(path));
  const stale = names.filter((name) => name.startsWith(prefix) && name.endsWith('.tmp'));
  await Promise.all(stale.map((name) => rm(join(dirname(path), name), { force: true })));
}

/** Removes what processes that are gone left beside `path` while they wrote it; others may be writing now. */
export async function sweepDeadTemps(path: string): Promise<void> {
  const prefix = basename(tempPrefix(path));
  const names = await readdir(dirname(path)).catch(() => []);
  const dead = names.filter((name) => {
    const pid = name.startsWith(prefix)
      ? /^(\d+)-[0-9a-f]{12}\.tmp$/.exec(name.slice(prefix.length))?.[1]
      : null;
    return pid && !isAlive(Number(pid));
  });
  await Promise.all(dead.map((name) => rm(join(dirname(path), name), { force: true })));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Makes a rename or a new name in the folder outlive a power cut; Windows has no such call. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What renames; tests hand in a system of their own. */
const ownSystem = { platform: process.platform as string, rename };

/** rename; on Windows again while another program holds either file, up to 2 s. */
export async function renamePatiently(from: string, to: string, system = ownSystem): Promise<void> {
  const giveUpAt = performance.now() + renamePatienceMs;
  for (let pauseMs = 10; ; pauseMs *= 2) {
    try {
      return await system.rename(from, to);
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException).code ?? '';
      const mayPass = system.platform === 'win32' && isHeldByOther.has(code);
      if (!mayPass || performance.now() + pauseMs > giveUpAt) throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function tempPrefix(path: string): string {
  return join(dirname(path), `.${basename(path)}.`);
}
