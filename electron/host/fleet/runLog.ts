/** The log of one run of a worker: on disk in chunks so that its size is bounded, its last lines in memory. */
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine } from '../../contract/push.ts';
import { renderPlain } from '../../core/supervise/plainText.ts';
import { cutLines } from './boundedLines.ts';
import type { Clock, Log } from '../ports.ts';
import { STAMP_BYTES, nameChunk } from './runLogPages.ts';

/** A chunk closes once it holds this; with the batch that fills it, two of them stay under 10 MiB. */
const CHUNK_BYTES = 3 * 1024 * 1024;
const KEPT_CHUNKS = 2;
/** Characters that may wait for the disk: a log never holds up a worker. */
const WAITING_LENGTH = 512 * 1024;
const LONGEST_LINE_BYTES = 8 * 1024;
/** Last lines kept in memory. */
const RING_LINES = 200;

export interface RunLogPorts {
  /** Folder of the instance's logs. */
  readonly dir: string;
  readonly runId: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Every line that is kept, plain, once it stands on the disk. */
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
  const waiting = new WaitingLines(ports);
  const add = (raw: string): void => {
    const line: Line = { at: ports.clock.now(), raw, text: renderPlain(raw) };
    ring.push(line.text);
    if (ring.length > RING_LINES) ring.shift();
    waiting.add(line);
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
    flush: () => waiting.flush(),
    async close() {
      lines.end();
      await waiting.close();
    },
  };
}

interface Line {
  readonly at: number;
  readonly raw: string;
  readonly text: string;
}

/** Lines on their way to the disk, in bounded memory: where it cannot keep up, the oldest of them give way. */
class WaitingLines {
  readonly #ports: RunLogPorts;
  readonly #files: ChunkFiles;
  #lines: Line[] = [];
  #length = 0;
  #leftOut = 0;
  #offset = 0;
  #work: Promise<void> | null = null;

  constructor(ports: RunLogPorts) {
    this.#ports = ports;
    this.#files = openChunkFiles(ports.dir, ports.runId);
  }

  add(line: Line): void {
    this.#lines.push(line);
    this.#length += line.raw.length;
    if (this.#length > WAITING_LENGTH) this.#leaveOut();
    this.#work ??= this.#writeOut();
  }

  /** Settles once nothing waits for the disk. */
  async flush(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#files.close();
  }

  #leaveOut(): void {
    const old = this.#lines.splice(0, Math.ceil(this.#lines.length / 2));
    this.#leftOut += old.length;
    this.#length -= old.reduce((sum, { raw }) => sum + raw.length, 0);
  }

  /** One write at a time; what comes meanwhile goes with the next. */
  async #writeOut(): Promise<void> {
    // The first line of a burst waits for the rest of it.
    await null;
    while (this.#lines.length > 0) {
      const lines = this.#take();
      const batch = Buffer.from(renderLines(lines));
      const from = this.#offset;
      this.#offset += batch.length;
      try {
        await this.#files.append(batch);
      } catch (thrown) {
        const { log, runId } = this.#ports;
        log.warn('A run log cannot be written', { runId, thrown: String(thrown) });
      }
      this.#tell(lines, from);
    }
    this.#work = null;
  }

  #take(): Line[] {
    const lines = this.#lines;
    const [first] = lines;
    if (this.#leftOut > 0 && first !== undefined) {
      const text = `[paradeck] ${this.#leftOut} lines left out: the disk is slow`;
      lines.unshift({ at: first.at, raw: text, text });
    }
    [this.#lines, this.#length, this.#leftOut] = [[], 0, 0];
    return lines;
  }

  #tell(lines: readonly Line[], from: number): void {
    let offset = from;
    for (const line of lines) {
      this.#ports.onLine({ offset, at: line.at, text: line.text });
      offset += STAMP_BYTES + 1 + Buffer.byteLength(line.raw) + 1;
    }
  }
}

/** Each line behind its time; lines of one burst share it, and rendering it costs more than all the rest. */
function renderLines(lines: readonly Line[]): string {
  let [text, lastAt, stamp] = ['', Number.NaN, ''];
  for (const { at, raw } of lines) {
    if (at !== lastAt) stamp = new Date(at).toISOString();
    lastAt = at;
    text += `${stamp} ${raw}\n`;
  }
  return text;
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
