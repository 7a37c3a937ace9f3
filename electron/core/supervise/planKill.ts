/** How a whole tree of processes is ended on each system. */

export type Kill =
  | { readonly by: 'group'; readonly pid: number }
  | { readonly by: 'command'; readonly file: string; readonly args: readonly string[] };

/**
 * POSIX: the child leads a group of its own, and a signal to the negative pid reaches all of it. Windows: taskkill lists
 * the tree from the child, so it has to run while the child lives; it is named by SystemRoot, never found by PATH.
 */
export function planKill(platform: string, pid: number, systemRoot: string | undefined): Kill {
  if (platform !== 'win32') return { by: 'group', pid: -pid };
  const file = `${systemRoot ?? 'C:\\Windows'}\\System32\\taskkill.exe`;
  return { by: 'command', file, args: ['/pid', String(pid), '/T', '/F'] };
}
