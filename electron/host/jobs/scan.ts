/** Finds the speech of one job, window after window, as its sound arrives. */
import { planWindow } from '../../core/schedule/scanPlan.ts';
import { rankRun } from './idleLine.ts';
import type { JobRun } from './jobRun.ts';
import type { FrontPool, RecogniserPool } from '../ports.ts';
import type { RunTable } from './runTable.ts';
import type { Spool } from './spool.ts';
import type { SegmentRecord } from '../store/storePort.ts';

export interface ScanPorts {
  readonly table: RunTable;
  readonly spool: Spool;
  readonly frontPool: FrontPool;
  readonly recognisers: RecogniserPool;
  /** Of the fleet. */
  readonly speedX: () => number;
  readonly onFound: (run: JobRun) => void;
}

export function mayScan(run: JobRun): boolean {
  return (
    !run.isScanning && !run.isEvicting && !run.isEnding && !run.record.isScanned && nextWindow(run) !== null
  );
}

/** All windows that are there, one at a time; each is in the journal before the next is sent. Throws WorkerRefused. */
export async function scanRun(run: JobRun, ports: ScanPorts): Promise<void> {
  run.isScanning = true;
  try {
    for (let window = nextWindow(run); window !== null; window = nextWindow(run)) {
      const { id, vadState: state } = run.record;
      const { spool, recognisers } = ports;
      const sound = {
        pcm: { path: spool.pathOf(id) },
        fbankPath: recognisers.recognisers().some(({ readsFbank }) => readsFbank)
          ? spool.fbank.pathOf(id)
          : undefined,
      };
      const asked = { ...sound, ...window, state };
      const found = await ports.frontPool.findSpeech(asked, run.abort.signal, rankRun(run, ports.speedX()));
      if (run.isEnding || run.abort.signal.aborted) return;
      if (window.last && !(await isLengthKnown(run))) return;
      spool.fbank.note(id, window, found.hasFbank);
      const segments = found.segments.map(({ fromMs, toMs }, at): SegmentRecord => ({
        index: run.segments.length + at,
        ...{ fromMs, toMs, instanceId: null, result: null },
      }));
      const { last: isScanned, toSample: scannedSamples } = window;
      await ports.table.recordSpeech(
        run,
        { scannedSamples, isScanned, vadState: isScanned ? null : found.state },
        segments,
      );
      ports.onFound(run);
    }
  } finally {
    run.isScanning = false;
  }
}

/** The journal never says that all was looked through before it says how long all is. */
async function isLengthKnown(run: JobRun): Promise<boolean> {
  if (run.record.totalSamples === null) await run.decoding;
  return run.record.totalSamples !== null && !run.isEnding && !run.abort.signal.aborted;
}

/** Of a file's rest, too, that is in the spool and not yet on the platter. */
function nextWindow({ record, decode, decodedSamples }: JobRun): ReturnType<typeof planWindow> {
  const { scannedSamples, isScanned, isPaused } = record;
  const totalSamples = decode === 'whole' ? decodedSamples : record.totalSamples;
  return isScanned || isPaused ? null : planWindow({ scannedSamples, decodedSamples, totalSamples });
}
