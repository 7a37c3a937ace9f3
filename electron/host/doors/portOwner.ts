/** Who listens on a port of this machine, where /proc tells. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** "name (pid 123)" of the process listening on the TCP port; null where it can't be known. */
export async function readPortOwner(port: number): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const inodes = await readListeners(port);
  if (inodes.size === 0) return null;
  for (const pid of await readdir('/proc')) {
    if (/^\d+$/.test(pid) && (await holdsSocket(pid, inodes))) {
      // argv[0]: comm is a thread's name ("MainThread" for Node 24).
      const [program = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
      return `${basename(program)} (pid ${pid})`;
    }
  }
  return null;
}

/** proc_net_tcp(5): column 1 is address:port in hex, 3 the state (0A: LISTEN), 9 the inode of the socket. */
async function readListeners(port: number): Promise<Set<string>> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local?.endsWith(`:${hex}`) && state === '0A' && inode) inodes.add(inode);
    }
  }
  return inodes;
}

async function holdsSocket(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  // Another user's process keeps its descriptors to itself.
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
    if (target.startsWith('socket:[') && inodes.has(target.slice(8, -1))) return true;
  }
  return false;
}
