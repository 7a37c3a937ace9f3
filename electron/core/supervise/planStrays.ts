/** Which processes found at a start are workers a former host left behind: ended only where every sign says so. */

/** Written when a worker is spawned, removed when it has ended. */
export interface Stamp {
  readonly instanceId: string;
  readonly pid: number;
  /** Random, and in the worker's environment as PARADECK_STAMP. */
  readonly nonce: string;
  /** Boot id and start time in clock ticks; null where the system has no /proc. */
  readonly started: string | null;
  /** Its command line, and ms since the epoch when it was spawned. */
  readonly command: string;
  readonly spawnedAt: number;
  /** The space its pid counts in (containers have their own); null off Linux. */
  readonly pidSpace: string | null;
}

/** A process that lives now under a stamp's pid, or in the group that pid led. */
export interface Found {
  readonly pid: number;
  /** Its process group; null off Linux. */
  readonly group: number | null;
  readonly started: string | null;
  /** PARADECK_STAMP of its environment; null where it has none or may not be read. */
  readonly nonce: string | null;
  readonly command: string | null;
  /** ms since the epoch; null where the system does not tell. */
  readonly startedAt: number | null;
}

/** A process table says seconds, and a spawn takes a moment: as far apart as one and the same start may look. */
const startSlackMs = 5_000;

/** Pids to end, each with what is below it. A pid of another space means nobody here. */
export function planStrays(
  stamps: readonly Stamp[],
  found: readonly Found[],
  here: { readonly platform: string; readonly pidSpace: string | null },
): number[] {
  const isStray = here.platform === 'linux' ? isStrayByNonce : isStrayByCommand;
  const near = stamps.filter(({ pidSpace }) => pidSpace === here.pidSpace);
  return found.filter((process) => near.some((stamp) => isStray(stamp, process))).map(({ pid }) => pid);
}

/** The worker itself, by pid, start and nonce; or what it forked and left in its group, by group and nonce. */
function isStrayByNonce(stamp: Stamp, process: Found): boolean {
  if (process.nonce !== stamp.nonce) return false;
  if (process.pid === stamp.pid) return process.started !== null && process.started === stamp.started;
  return process.group === stamp.pid;
}

/** Environments cannot be read here: the same command line, begun when ours was. */
function isStrayByCommand(stamp: Stamp, process: Found): boolean {
  if (process.pid !== stamp.pid || process.startedAt === null) return false;
  const isSameStart = Math.abs(process.startedAt - stamp.spawnedAt) <= startSlackMs;
  return isSameStart && process.command === stamp.command;
}
