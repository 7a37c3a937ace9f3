/** Many transcripts as one zip, made while it is read: nothing of it lies on a disk, and little in memory. */
import { randomUUID } from 'node:crypto';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { CallInput, CallOutput } from '../../contract/api.ts';
import type { TranscriptFormat } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import { numberName } from '../../core/transcript/nameTemplate.ts';
import type { Store } from '../store/storePort.ts';
import type { ExportedFile, Exporting } from './exporting.ts';

export interface Bundles {
  begin(input: CallInput<'exports.begin'>): Promise<CallOutput<'exports.begin'>>;
  /** Throws bad-request for one that ended, or was left for newer ones. */
  read(id: string): Promise<CallOutput<'exports.read'>>;
  end(id: string): void;
}

/** A piece has at least so many bytes, or was worked on for so long, ms. */
const pieceBytes = 512 * 1024;
const pieceMs = 200;
/** Begun and not read to their end; a newer one takes the place of the longest unread. */
const openAtOnce = 4;

interface Bundle {
  readonly ids: readonly string[];
  readonly formats: readonly TranscriptFormat[];
  readonly taken: Set<string>;
  readonly zip: Zip;
  /** Bytes of the zip not handed out yet. */
  readonly chunks: Uint8Array[];
  done: number;
  missing: number;
  /** One reader at a time. */
  turn: Promise<unknown>;
}

export function createBundles(
  store: Pick<Store, 'searchIds'>,
  exporting: Pick<Exporting, 'exportAs'>,
): Bundles {
  const bundles = new Map<string, Bundle>();
  return {
    async begin({ which, formats }) {
      const ids = which.kind === 'ids' ? which.ids : await store.searchIds(which.query);
      const id = randomUUID();
      bundles.set(id, openBundle([...new Set(ids)], [...new Set(formats)]));
      for (const old of [...bundles.keys()].slice(0, -openAtOnce)) bundles.delete(old);
      return { id, count: bundles.get(id)?.ids.length ?? 0 };
    },
    read(id) {
      const bundle = bundles.get(id);
      if (!bundle) throw new Failed('bad-request', `there is no export ${id}`, { id });
      // Read now: the last to be left for newer ones.
      bundles.delete(id);
      bundles.set(id, bundle);
      const piece = bundle.turn.then(() => makePiece(bundle, exporting));
      bundle.turn = piece.catch(() => undefined);
      return piece.then((made) => {
        if (made.isLast) bundles.delete(id);
        return made;
      });
    },
    end: (id) => void bundles.delete(id),
  };
}

function openBundle(ids: readonly string[], formats: readonly TranscriptFormat[]): Bundle {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  return { ids, formats, zip, chunks, taken: new Set(), done: 0, missing: 0, turn: Promise.resolve() };
}

async function makePiece(
  bundle: Bundle,
  { exportAs }: Pick<Exporting, 'exportAs'>,
): Promise<CallOutput<'exports.read'>> {
  const { ids, formats, zip, chunks } = bundle;
  const endAt = performance.now() + pieceMs;
  const sizeOf = (): number => chunks.reduce((sum, { length }) => sum + length, 0);
  while (bundle.done < ids.length && sizeOf() < pieceBytes && performance.now() < endAt) {
    const id = ids[bundle.done] ?? '';
    try {
      for (const format of formats) addFile(bundle, format, await exportAs(id, format));
    } catch (thrown) {
      if (!isGone(thrown)) throw thrown;
      bundle.missing += 1;
    }
    bundle.done += 1;
  }
  const isLast = bundle.done === ids.length;
  if (isLast) zip.end();
  const piece = Buffer.concat(chunks.splice(0)).toString('base64');
  return { piece, isLast, done: bundle.done, count: ids.length, missing: bundle.missing };
}

/** A Word document is a zip itself. */
function addFile(
  { zip, taken }: Bundle,
  format: TranscriptFormat,
  { fileName, content }: ExportedFile,
): void {
  const name = numberName(fileName, taken);
  const file = format === 'docx' ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
  zip.add(file);
  file.push(content, true);
}

function isGone(thrown: unknown): boolean {
  return (
    thrown instanceof Failed && (thrown.code === 'job-not-found' || thrown.code === 'transcript-not-found')
  );
}
