/** Where a home's socket listens: a short name derived from the home, since the kernel allows 107 bytes and homes are longer. */
import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failed } from '../../../core/failed.ts';

/** unix(7): sun_path holds 108 bytes with its closing zero. */
const longestBytes = 107;

/** Not by userInfo(), which throws where the account has no name: a container may be run by a number. */
const ownUid = process.geteuid?.() ?? -1;

/** Short name of a home, the same for every process of this user. */
export function homeDigest(home: string): string {
  return createHash('sha256').update(resolve(home)).digest('hex').slice(0, 16);
}

/** The path (or, on Windows, pipe name) a host of this home listens on. The folder is not made yet. */
export function socketPathOf(home: string, env: NodeJS.ProcessEnv = process.env): string {
  const name = homeDigest(home);
  if (process.platform === 'win32') return `\\\\.\\pipe\\paradeck-${name}`;
  const runtime = env['XDG_RUNTIME_DIR'];
  const own = `paradeck-${ownUid}`;
  const folders = [...(runtime?.startsWith('/') ? [join(runtime, 'paradeck')] : []), join(tmpdir(), own)];
  const paths = folders.map((folder) => join(folder, `${name}.sock`));
  return paths.find((path) => Buffer.byteLength(path) <= longestBytes) ?? join('/tmp', own, `${name}.sock`);
}

/** Makes the socket's folder, whose 0700 is the socket's only lock. A folder of somebody else's is refused. */
export async function openSocketFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stats = await lstat(folder);
  if (!stats.isDirectory() || stats.uid !== ownUid) {
    throw new Failed('home-not-writable', `${folder} belongs to another user`, {
      path: folder,
      reason: 'belongs to another user',
    });
  }
  await chmod(folder, 0o700);
}
