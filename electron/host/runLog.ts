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
  const chunks = new Chunks(ports);
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
    flush: () => chunks.flush(),
    async close() {
      lines.end();
      await chunks.close();
    },
  };
}

/** Lines on their way to the disk, in bounded memory. */
class Chunks {
  readonly #log: Log;
  readonly #runId: string;
  readonly #files: ChunkFiles;
  #pending: string[] = [];
  #pendingBytes = 0;
  #leftOut = 0;
  #offset = 0;
  #work: Promise<void> | null = null;

  constructor({ dir, runId, log }: RunLogPorts) {
    this.#log = log;
    this.#runId = runId;
    this.#files = openChunkFiles(dir, runId);
  }

  /** Byte offset of the line in the run's log; null where it was left out. */
  write(line: string): number | null {
    if (this.#pendingBytes > PENDING_BYTES) {
      this.#leftOut += 1;
      return null;
    }
    if (this.#leftOut > 0) {
      const stamp = line.slice(0, line.indexOf(' '));
      this.#push(`${stamp} [paradeck] ${this.#leftOut} lines left out: the disk is slow\n`);
      this.#leftOut = 0;
    }
    const at = this.#push(line);
    this.#work ??= this.#writeOut();
    return at;
  }

  /** Settles once nothing waits for the disk. */
  async flush(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#files.close();
  }

  #push(line: string): number {
    const at = this.#offset;
    const bytes = Buffer.byteLength(line);
    this.#pending.push(line);
    this.#pendingBytes += bytes;
    this.#offset += bytes;
    return at;
  }

  /** One write at a time; what comes meanwhile goes with the next. */
  async #writeOut(): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        const batch = Buffer.from(this.#pending.join(''));
        this.#pending = [];
        this.#pendingBytes = 0;
        await this.#files.append(batch);
      }
    } catch (thrown) {
      this.#log.warn('A run log cannot be written', { runId: this.#runId, thrown: String(thrown) });
    } finally {
      this.#work = null;
    }
  }
}

interface ChunkFiles {
  append(batch: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Appends to the newest chunk of a run and removes the ones behind. */
function openChunkFiles(dir: string, runId: string): ChunkFiles {
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
