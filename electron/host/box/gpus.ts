/** Watches the cards through nvidia-smi: one question at a time, never waited for longer than its deadline. */
import type { GpuProcess, GpuReading, GpusView, MigDevice } from '../../contract/gpu.ts';
import {
  foldPoll,
  freshPoll,
  isStale,
  planNextPoll,
  pollTimeoutMs,
  processesMs,
} from '../../core/gpu/gpuPoll.ts';
import type { PollState } from '../../core/gpu/gpuPoll.ts';
import {
  commonFields,
  optionalFields,
  parseGpuTable,
  parseMigDevices,
  parseProcesses,
} from '../../core/gpu/gpuText.ts';
import { foldProbe } from '../../core/gpu/gpuVerdict.ts';
import type { ProbeRun } from '../../core/gpu/gpuVerdict.ts';
import { foldLedger } from '../../core/gpu/ledger.ts';
import type { CardWorker } from '../../core/gpu/ledger.ts';
import type { Clock, Closable } from '../ports.ts';
import { runProbe } from './runProbe.ts';

export interface GpusPorts {
  /** Programs to ask, the first that exists: from the setting, the environment, or the usual places. */
  readonly programs: readonly string[];
  readonly isSimulated: boolean;
  readonly clock: Clock;
  /** Workers of ours by the card they are on. */
  readonly workersOn: (gpuUuid: string) => readonly CardWorker[];
  /** Whether any panel is open. */
  readonly isSeen: () => boolean;
  readonly onChange: (view: GpusView) => void;
}

export interface Gpus extends Closable {
  view(): GpusView;
  /** Asks at once: a phase has changed. Settles with the new view. */
  look(): Promise<GpusView>;
}

interface Seen {
  poll: PollState;
  source: string | null;
  sampledAt: number | null;
  processesAt: number;
  readings: readonly GpuReading[];
  processes: readonly GpuProcess[];
  slices: readonly MigDevice[];
}

/** Settles after the first answer or its deadline. */
export async function openGpus(ports: GpusPorts): Promise<Gpus> {
  const seen: Seen = {
    poll: freshPoll,
    source: null,
    sampledAt: null,
    processesAt: 0,
    readings: [],
    processes: [],
    slices: [],
  };
  let timer: NodeJS.Timeout | undefined;
  let asking: Promise<GpusView> | null = null;
  let isClosed = false;
  const view = (): GpusView => renderView(seen, ports);
  const ask = async (): Promise<GpusView> => {
    clearTimeout(timer);
    await askAll(seen, ports);
    asking = null;
    const now = view();
    if (!isClosed) {
      timer = setTimeout(() => void look(), planNextPoll(seen.poll, ports.isSeen()));
      timer.unref();
      ports.onChange(now);
    }
    return now;
  };
  const look = (): Promise<GpusView> => (asking ??= ask());
  await look();
  return {
    view,
    look,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await asking;
    },
  };
}

async function askAll(seen: Seen, ports: GpusPorts): Promise<void> {
  const run = await askCards(seen, ports);
  if (run === null) return;
  seen.readings = parseGpuTable(run.stdout).gpus;
  seen.sampledAt = ports.clock.now();
  if (seen.sampledAt - seen.processesAt >= processesMs) await askProcesses(seen, ports.clock.now());
}

/** The answer to the card query, asked again without each field the driver refuses; null when there is none. */
async function askCards(seen: Seen, ports: GpusPorts): Promise<ProbeRun | null> {
  for (const program of seen.source === null ? ports.programs : [seen.source]) {
    for (let left = optionalFields.length; left >= 0; left -= 1) {
      const run = await runProbe({ file: program, args: cardArgs(seen.poll), timeoutMs: pollTimeoutMs });
      const fault = foldProbe(run);
      if (fault?.fault === 'not-installed' && seen.source === null) break;
      seen.source = program;
      const before = seen.poll;
      seen.poll = foldPoll(seen.poll, fault);
      if (fault === null) return run;
      if (seen.poll.refused.size === before.refused.size) return null;
    }
  }
  if (seen.source === null) seen.poll = foldPoll(seen.poll, { fault: 'not-installed', words: '' });
  return null;
}

function cardArgs(poll: PollState): string[] {
  const fields = [...commonFields, ...optionalFields.filter((field) => !poll.refused.has(field))];
  return [`--query-gpu=${fields.join(',')}`, '--format=csv'];
}

/** A failure here leaves the processes as they were: the cards' own figures are good. */
async function askProcesses(seen: Seen, now: number): Promise<void> {
  const file = seen.source;
  if (file === null) return;
  const args = ['--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory', '--format=csv'];
  const apps = await runProbe({ file, args, timeoutMs: pollTimeoutMs });
  if (foldProbe(apps) === null) seen.processes = parseProcesses(apps.stdout);
  if (seen.readings.some((reading) => reading.migMode === 'Enabled')) {
    const list = await runProbe({ file, args: ['-L'], timeoutMs: pollTimeoutMs });
    seen.slices = parseMigDevices(list.stdout);
  }
  seen.processesAt = now;
}

function renderView(seen: Seen, ports: GpusPorts): GpusView {
  const cards = seen.readings.map((reading) => ({
    reading,
    ledger: foldLedger({ reading, processes: seen.processes, workers: ports.workersOn(reading.uuid) }),
    slices: seen.slices.filter((slice) => slice.gpuUuid === reading.uuid),
  }));
  const { source, sampledAt, poll } = seen;
  return {
    source,
    isSimulated: ports.isSimulated,
    fault: poll.fault,
    sampledAt,
    isStale: isStale(poll),
    cards,
  };
}
