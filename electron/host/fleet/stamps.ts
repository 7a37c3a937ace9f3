/** A stamp per worker: home/stamps/NONCE.json, written when it is spawned, removed when it has ended. */
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Launch, LaunchFacts } from '../../core/supervise/launch.ts';
import { plainCommand } from '../../core/supervise/processTable.ts';
import type { Stamp } from '../../core/supervise/planStrays.ts';
import { readProcessMark } from '../home/processStart.ts';
import type { Clock, Log } from '../ports.ts';

const stamp = z.object({
  instanceId: z.string(),
  pid: z.int().positive(),
  nonce: z.string(),
  started: z.string().nullable(),
  command: z.string(),
  spawnedAt: z.number(),
  pidSpace: z.string().nullable(),
});

/** What of a worker's plan is stamped. */
interface Stamped {
  readonly name: string;
  readonly launch: Pick<Launch, 'file' | 'args'>;
  readonly facts: Pick<LaunchFacts, 'nonce'>;
}

export interface Stamps {
  note(plan: Stamped, pid: number): void;
  drop(plan: Stamped): void;
  /** Settles once everything noted and dropped so far is on the disk. */
  close(): Promise<void>;
}

export function stampsDir(home: string): string {
  return join(home, 'stamps');
}

/** One after the other, so that a worker that ends at once leaves no stamp behind. */
export function openStamps(ports: {
  readonly home: string;
  readonly clock: Clock;
  readonly log: Log;
}): Stamps {
  const dir = stampsDir(ports.home);
  let last: Promise<void> = Promise.resolve();
  const then = (act: () => Promise<unknown>): void => {
    last = last.then(act).then(
      () => undefined,
      (thrown: unknown) => ports.log.warn('A stamp could not be kept', { thrown: String(thrown) }),
    );
  };
  const fileOf = ({ facts }: Stamped): string => join(dir, `${facts.nonce}.json`);
  return {
    note: (plan, pid) => {
      const spawnedAt = ports.clock.now();
      then(async () => {
        const text = JSON.stringify(await createStamp(plan, pid, spawnedAt));
        await mkdir(dir, { recursive: true });
        await writeFile(fileOf(plan), text);
      });
    },
    drop: (plan) => then(() => rm(fileOf(plan), { force: true })),
    close: () => last,
  };
}

async function createStamp({ name, launch, facts }: Stamped, pid: number, spawnedAt: number): Promise<Stamp> {
  return {
    instanceId: name,
    pid,
    nonce: facts.nonce,
    started: (await readProcessMark(pid))?.started ?? null,
    command: plainCommand([launch.file, ...launch.args].join(' ')),
    spawnedAt,
    pidSpace: readPidSpace(),
  };
}

/** Those a former host left; what cannot be read is left out. */
export async function readStamps(home: string): Promise<Stamp[]> {
  const names = await readdir(stampsDir(home)).catch(() => []);
  const read = names.map(async (name) => {
    const text = await readFile(join(stampsDir(home), name), 'utf8').catch(() => '');
    return parseStamp(text);
  });
  return (await Promise.all(read)).filter((found) => found !== null);
}

function parseStamp(text: string): Stamp | null {
  try {
    return stamp.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The space in which pids count: containers have their own. null off Linux. */
export function readPidSpace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

/** Whether pids mean the same to the driver as to us: to Linux's first space they do (include/linux/proc_ns.h). */
export function sharesPids(): boolean {
  const space = readPidSpace();
  return space === null || space === `pid:[${0xeffffffc}]`;
}

/** PARADECK_STAMP in a process's environment; null where it has none or it may not be read. Linux only. */
export function readNonce(pid: number): string | null {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const found = variables.find((variable) => variable.startsWith('PARADECK_STAMP='));
    return found?.slice(found.indexOf('=') + 1) ?? null;
  } catch {
    return null;
  }
}
