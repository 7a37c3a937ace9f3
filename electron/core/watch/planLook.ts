/** What a look at a watched folder comes to: which of its files are new and have kept still. */

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** What a file was like; the same mark means the same file. */
export function markOf({ bytes, mtimeMs }: Omit<FoundFile, 'path'>): string {
  return `${bytes} ${mtimeMs}`;
}

export interface Unsettled {
  readonly mark: string;
  /** Like this since then, ms. */
  readonly since: number;
}

export interface LookFacts {
  readonly found: readonly FoundFile[];
  /** Marks of files dealt with, by path. */
  readonly seen: ReadonlyMap<string, string>;
  /** As the last look left it. */
  readonly unsettled: ReadonlyMap<string, Unsettled>;
  readonly now: number;
  /** A file that has not changed for so long is whole, ms. */
  readonly stillMs: number;
}

export interface LookPlan {
  readonly ready: readonly FoundFile[];
  /** Those that are ready are among them until they are accepted; what has vanished is not. */
  readonly unsettled: ReadonlyMap<string, Unsettled>;
}

export function planLook({ found, seen, unsettled, now, stillMs }: LookFacts): LookPlan {
  const ready: FoundFile[] = [];
  const next = new Map<string, Unsettled>();
  for (const file of found) {
    const mark = markOf(file);
    if (seen.get(file.path) === mark) continue;
    const known = unsettled.get(file.path);
    // A clock that was set back must not hold a file up for ever.
    const since = known?.mark === mark ? Math.min(known.since, now) : now;
    next.set(file.path, { mark, since });
    // Somebody has only just made its name.
    if (file.bytes > 0 && now - since >= stillMs) ready.push(file);
  }
  return { ready, unsettled: next };
}

/** Whether a folder lies in another, or is it. Paths are absolute and plain. */
export function isWithin(dir: string, other: string, separator: string): boolean {
  const end = other.endsWith(separator) ? other : other + separator;
  return dir === other || dir.startsWith(end);
}
