/** Reads the logs of an instance's runs from the disk: which there are, and their lines from the end backwards. */
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine } from '../../contract/push.ts';
import { renderPlain } from '../../core/supervise/plainText.ts';

/** Runs kept per instance. */
const KEPT_RUNS = 5;
/** First guess of a line's length, bytes. */
const LINE_BYTES = 160;
/** Every line begins with its time in this form. */
export const STAMP_BYTES = '2026-01-01T00:00:00.000Z'.length;

interface Chunk {
  readonly path: string;
  readonly runId: string;
  /** Offset of its first byte in the run's log. */
  readonly from: number;
}

/** The offset stands in the name, so that offsets hold after older chunks are gone. */
export function nameChunk(runId: string, fromOffset: number): string {
  return `${runId}.${fromOffset}.log`;
}

/** Runs with a log, newest first. */
export async function listRuns(dir: string): Promise<string[]> {
  return newestRuns(await listChunks(dir));
}

function newestRuns(chunks: readonly Chunk[]): string[] {
  return [...new Set(chunks.map((chunk) => chunk.runId))].sort().reverse();
}

/** Removes the logs of all but the newest runs. By one listing: a run that begins meanwhile is in none. */
export async function sweepRuns(dir: string): Promise<void> {
  const chunks = await listChunks(dir);
  const kept = new Set(newestRuns(chunks).slice(0, KEPT_RUNS));
  for (const chunk of chunks) if (!kept.has(chunk.runId)) await rm(chunk.path, { force: true });
}

/** The last `limit` lines that begin before `beforeOffset` (default: the end), oldest first. */
export async function readPage(
  dir: string,
  runId: string,
  page: { beforeOffset?: number | undefined; limit: number },
): Promise<LogLine[]> {
  const chunks = (await listChunks(dir)).filter((chunk) => chunk.runId === runId);
  const lines: LogLine[] = [];
  for (const chunk of chunks.reverse()) {
    const before = page.beforeOffset ?? Number.POSITIVE_INFINITY;
    if (chunk.from >= before) continue;
    lines.unshift(...(await readTail(chunk, before, page.limit - lines.length)));
    if (lines.length >= page.limit) break;
  }
  return lines;
}

async function listChunks(dir: string): Promise<Chunk[]> {
  const names = await readdir(dir).catch(() => []);
  const chunks: Chunk[] = [];
  for (const name of names) {
    const [, runId, from] = /^(.+)\.(\d+)\.log$/.exec(name) ?? [];
    if (runId !== undefined) chunks.push({ path: join(dir, name), runId, from: Number(from) });
  }
  return chunks.sort((a, b) => (a.runId === b.runId ? a.from - b.from : a.runId < b.runId ? -1 : 1));
}

/** Reads ever larger pieces from the end until they hold enough lines. */
async function readTail(chunk: Chunk, before: number, limit: number): Promise<LogLine[]> {
  const file = await open(chunk.path, 'r').catch(() => null);
  if (file === null) return [];
  try {
    const end = Math.min((await file.stat()).size, before - chunk.from);
    for (let bytes = limit * LINE_BYTES; ; bytes *= 4) {
      const start = Math.max(0, end - bytes);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      const lines = parseLines(buffer.subarray(0, bytesRead), chunk.from + start, start > 0);
      if (start === 0 || lines.length >= limit) return lines.slice(-limit);
    }
  } finally {
    await file.close();
  }
}

/** Whole lines of a piece; the first is dropped where the piece may begin within it. */
function parseLines(piece: Buffer, fromOffset: number, isCutInFront: boolean): LogLine[] {
  const lines: LogLine[] = [];
  let from = isCutInFront ? piece.indexOf(0x0a) + 1 : 0;
  for (let at = piece.indexOf(0x0a, from); at >= 0; at = piece.indexOf(0x0a, from)) {
    const text = piece.toString('utf8', from, at);
    const written = Date.parse(text.slice(0, STAMP_BYTES));
    if (!Number.isNaN(written)) {
      lines.push({ offset: fromOffset + from, at: written, text: renderPlain(text.slice(STAMP_BYTES + 1)) });
    }
    from = at + 1;
  }
  return lines;
}
