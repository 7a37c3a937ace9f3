import { useCallback, useEffect, useRef, useState } from 'react';
import type { Call, CallInput } from '../../electron/contract/api.ts';
import type { TranscriptFormat } from '../../electron/contract/job.ts';
import { sayDone, useTellFailure } from '../parts/useAct.tsx';
import { usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { readBase64 } from '../wire/readBase64.ts';
import { saveBlob } from '../wire/saveBlob.ts';

export type ExportWhich = CallInput<'exports.begin'>['which'];

export interface ExportProgress {
  readonly done: number;
  readonly count: number;
}

/** Brings a zip piece by piece, whichever wire it comes over, and lets it be saved when it is whole. */
export function useExportMany(onSaved: () => void) {
  const { call } = usePanel();
  const t = useTexts();
  const tell = useTellFailure();
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setProgress(null);
  }, []);
  useEffect(() => stop, [stop]);
  const begin = (which: ExportWhich, formats: readonly TranscriptFormat[]) => {
    stop();
    const { signal } = (running.current = new AbortController());
    const ask = { which, formats: [...formats] };
    setProgress({ done: 0, count: 0 });
    readZip(call, ask, { signal, onProgress: setProgress })
      .then((whole) => {
        if (whole === null || signal.aborted) return;
        saveBlob(`ParaDeck ${new Date().toLocaleDateString('sv')}.zip`, whole.blob);
        const { count, missing } = whole;
        const words = [t.exports.saved({ count: count - missing })];
        if (missing > 0) words.push(t.exports.missing({ count: missing }));
        sayDone(words.join(' '));
        onSaved();
      }, tell)
      .finally(() => {
        if (!signal.aborted) setProgress(null);
      });
  };
  return { progress, begin, stop };
}

interface Reading {
  readonly signal: AbortSignal;
  onProgress(progress: ExportProgress): void;
}

async function readZip(call: Call, ask: CallInput<'exports.begin'>, { signal, onProgress }: Reading) {
  const { id } = await call('exports.begin', ask);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  while (!signal.aborted) {
    const { piece, isLast, done, count, missing } = await call('exports.read', { id });
    pieces.push(readBase64(piece));
    if (isLast) return { blob: new Blob(pieces, { type: 'application/zip' }), count, missing };
    if (!signal.aborted) onProgress({ done, count });
  }
  await call('exports.end', { id });
  return null;
}
