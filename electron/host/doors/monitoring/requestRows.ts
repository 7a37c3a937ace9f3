/** Rows of answered requests. A flood of refusals is counted: row by row it would push all else out, and cost what is left. */
import { requestsKept } from '../../../contract/request.ts';
import type { RequestView } from '../../../contract/request.ts';
import type { CappedFile } from '../../home/cappedFile.ts';

const countedForMs = 10_000;
/** What a guard answers by a request's head alone. */
const turnedAway: ReadonlySet<number> = new Set([401, 403, 429, 503]);

export interface RequestRows {
  /** Newest first. */
  recent(): readonly RequestView[];
  /** One turned away is a row at once; those like it within the next seconds are one more, written down behind them. */
  add(row: RequestView): void;
}

export function createRequestRows(file: Pick<CappedFile, 'write'>): RequestRows {
  const kept: RequestView[] = [];
  /** By kind; null: only the first one came so far. */
  const counted = new Map<string, RequestView | null>();
  const show = (row: RequestView): void => {
    kept.unshift(row);
    kept.length = Math.min(kept.length, requestsKept);
  };
  const write = (row: RequestView): void =>
    file.write(`${JSON.stringify({ ...row, at: new Date(row.at).toISOString() })}\n`);
  const open = (kind: string): void => {
    counted.set(kind, null);
    setTimeout(() => close(kind), countedForMs).unref();
  };
  const close = (kind: string): void => {
    const row = counted.get(kind);
    counted.delete(kind);
    if (!row) return;
    write(row);
    open(kind);
  };
  return {
    recent: () => kept,
    add: (row) => {
      const kind = kindOf(row);
      const known = kind === null ? undefined : counted.get(kind);
      if (known) return addTo(known, row);
      show(row);
      if (kind !== null && known === null) return void counted.set(kind, row);
      write(row);
      if (kind !== null) open(kind);
    },
  };
}

/** Those of a kind are counted together; null: not turned away. */
function kindOf({ instanceId, method, route, status, code, keyName, jobId }: RequestView): string | null {
  if (jobId !== null || !turnedAway.has(status)) return null;
  return JSON.stringify([instanceId, method, route, status, code, keyName]);
}

function addTo(known: RequestView, { totalMs }: RequestView): void {
  known.times += 1;
  known.totalMs = Math.max(known.totalMs, totalMs);
}
