/** The log of one run of a worker: on disk in chunks so that its size is bounded, its last lines in memory. */
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine } from '../contract/push.ts';
import { renderPlain } from '../core/plainText.ts';
import { cutLines } from './boundedLines.ts';
import type { Clock, Log } from './ports.ts';
import { nameChunk } from './runLogPages.ts';

/** A chunk closes once it holds this; with what may be pending, two of them stay under 10 MiB. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const KEPT_CHUNKS = 2;
/** Beyond this much waiting for the disk, lines are counted and left out: a log never holds up a worker. */
const PENDING_BYTES = 1024 * 1024;
const LONGEST_LINE_BYTES = 8 * 1024;
/** Last lines kept in memory. */
const RING_LINES = 200;

export interface RunLogPorts {
  /** Folder of the instance's logs. */
  readonly dir: string;
  readonly runId: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Every line as it comes, already plain. */
  readonly onLine: (line: LogLine) => void;
}

export interface RunLog {
  readonly runId: string;
  /** Bytes of the worker's stderr. */
  append(chunk: Buffer): void;
  /** A line of the host's own. */
  note(text: string): void;
  /** The newest lines, oldest first. */
  last(count: number): string[];
  /** Settles once what was appended so far can be read from the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function openRunLog(ports: RunLogPorts): RunLog {
  const ring: string[] = [];
  const chunks = openChunks(ports);
  const add = (raw: string): void => {
    const at = ports.clock.now();
    const text = renderPlain(raw);
    ring.push(text);
    if (ring.length > RING_LINES) ring.shift();
    const offset = chunks.write(`${new Date(at).toISOString()} ${raw}\n`);
    if (offset !== null) ports.onLine({ offset, at, text });
  };
  const lines = cutLines(LONGEST_LINE_BYTES, { onLine: (line) => add(line.toString('utf8')) });
  return {
    runId: ports.runId,
    append: lines.feed,
    note(text) {
      lines.end();
      add(`[paradeck] ${text}`);
    },
    last: (count) => ring.slice(-count),
    flush: chunks.flush,
    async close() {
      lines.end();
      await chunks.close();
    },
  };
}

interface Chunks {
  /** Byte offset of the line in the run's log; null where it was left out. */
  write(line: string): number | null;
  flush(): Promise<void>;
  close(): Promise<void>;
}

function openChunks({ dir, runId, log }: RunLogPorts): Chunks {
  let pending: string[] = [];
  let pendingBytes = 0;
  let leftOut = 0;
  let offset = 0;
  const files = openChunkFiles(dir, runId);
  let work: Promise<void> | null = null;

  const writeOut = async (): Promise<void> => {
    while (pending.length > 0) {
      const batch = Buffer.from(pending.join(''));
      [pending, pendingBytes] = [[], 0];
      await files.append(batch);
    }
  };
  const flush = (): Promise<void> => {
    work ??= writeOut()
      .catch((thrown: unknown) => log.warn('A run log cannot be written', { runId, thrown: String(thrown) }))
      .finally(() => {
        work = null;
      });
    return work;
  };
  const push = (line: string): number => {
    const at = offset;
    const bytes = Buffer.byteLength(line);
    pending.push(line);
    pendingBytes += bytes;
    offset += bytes;
    return at;
  };
  return {
    write(line) {
      if (pendingBytes > PENDING_BYTES) {
        leftOut += 1;
        return null;
      }
      if (leftOut > 0) push(`${line.slice(0, 24)} [paradeck] ${leftOut} lines left out: the disk is slow\n`);
      leftOut = 0;
      const at = push(line);
      void flush();
      return at;
    },
    flush: async () => {
      while (pending.length > 0 || work !== null) await flush();
    },
    async close() {
      while (pending.length > 0 || work !== null) await flush();
      await files.close();
    },
  };
}

/** Appends to the newest chunk of a run and removes the ones behind. */
function openChunkFiles(
  dir: string,
  runId: string,
): { append(batch: Buffer): Promise<void>; close(): Promise<void> } {
  let file: FileHandle | null = null;
  let offset = 0;
  let chunkBytes = 0;
  const names: string[] = [];

  const openNext = async (): Promise<FileHandle> => {
    await mkdir(dir, { recursive: true });
    const name = join(dir, nameChunk(runId, offset));
    names.push(name);
    chunkBytes = 0;
    for (const old of names.splice(0, names.length - KEPT_CHUNKS)) await rm(old, { force: true });
    return open(name, 'a', 0o600);
  };
  const close = async (): Promise<void> => {
    await file?.close();
    file = null;
  };
  return {
    async append(batch) {
      file ??= await openNext();
      await file.appendFile(batch);
      offset += batch.length;
      chunkBytes += batch.length;
      if (chunkBytes >= CHUNK_BYTES) await close();
    },
    close,
  };
}
