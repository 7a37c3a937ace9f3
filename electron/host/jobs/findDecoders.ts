/** For tests: the decoders under way, known by the file each was handed (Linux). */
import { readdirSync, readlinkSync } from 'node:fs';

/** Pids of processes that were handed a file in this folder as their fourth descriptor. */
export function findDecoders(folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => readHanded(pid)?.startsWith(folder)).map(Number);
}

/** null: it has none, or has gone meanwhile. */
function readHanded(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/fd/3`);
  } catch {
    return null;
  }
}
