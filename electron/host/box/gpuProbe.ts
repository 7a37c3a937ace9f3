/** Questions to one nvidia-smi and what is known from its answers. */
import { foldCardsAnswer } from '../../core/gpu/gpuAnswer.ts';
import type { GpuProcess, GpuReading, MigDevice } from '../../contract/gpu.ts';
import { foldPoll, freshPoll, pollTimeoutMs, processesMs } from '../../core/gpu/gpuPoll.ts';
import type { PollState } from '../../core/gpu/gpuPoll.ts';
import { commonFields, optionalFields, parseMigDevices, parseProcesses } from '../../core/gpu/gpuText.ts';
import { foldProbe } from '../../core/gpu/gpuVerdict.ts';
import type { Clock } from '../ports.ts';
import type { GpuCommand } from './gpuPrograms.ts';
import type { Probed, RunProbe } from './runProbe.ts';

/** How long a killed program is waited for before the next question is given up. */
const partingMs = 250;

export interface GpuProbePorts {
  readonly programs: () => readonly GpuCommand[];
  readonly clock: Clock;
  readonly run: RunProbe;
}

export interface GpuSeen {
  readonly poll: PollState;
  /** Path of the program that answers; null: there is none. */
  readonly source: string | null;
  /** ms since the epoch of the newest answer. */
  readonly sampledAt: number | null;
  readonly readings: readonly GpuReading[];
  readonly processes: readonly GpuProcess[];
  readonly slices: readonly MigDevice[];
}

export interface GpuProbe {
  seen(): GpuSeen;
  /** Never rejects, settles by the deadlines of its questions. One call at a time. */
  ask(withProcesses: boolean): Promise<void>;
}

export function openGpuProbe(ports: GpuProbePorts): GpuProbe {
  const probe = new Probe(ports);
  return { seen: () => probe.seen, ask: (withProcesses) => probe.ask(withProcesses) };
}

class Probe {
  readonly #ports: GpuProbePorts;
  #command: GpuCommand | null = null;
  #processesAt = 0;
  #missesOfProcesses = 0;
  /** Resolves once the program of the newest question is gone: none is started beside it. */
  #left: Promise<void> = Promise.resolve();
  seen: GpuSeen = {
    ...{ poll: freshPoll, source: null, sampledAt: null },
    ...{ readings: [], processes: [], slices: [] },
  };

  constructor(ports: GpuProbePorts) {
    this.#ports = ports;
  }

  async ask(withProcesses: boolean): Promise<void> {
    if (!(await isOver(this.#left))) return this.#note({ fault: 'timed-out', words: '' });
    const readings = await this.#askCards();
    if (readings === null) return;
    const now = this.#ports.clock.now();
    this.seen = { ...this.seen, readings, sampledAt: now };
    if (withProcesses || now - this.#processesAt >= processesMs) await this.#askProcesses(now);
  }

  /** The answer to the card query, asked again without each field the driver refuses; null when there is none. */
  async #askCards(): Promise<readonly GpuReading[] | null> {
    let unstarted: Parameters<typeof foldPoll>[1] = { fault: 'not-installed', words: '' };
    for (const command of this.#command === null ? this.#ports.programs() : [this.#command]) {
      for (let left = allFields.length; left >= 0; left -= 1) {
        const run = await this.#run(command, cardArgs(this.seen.poll));
        const { fault, readings } = foldCardsAnswer(run);
        if (run.spawnError !== null) {
          unstarted = fault;
          break;
        }
        this.#settleOn(command);
        const { refused } = this.seen.poll;
        this.#note(fault);
        if (fault === null) return readings;
        if (this.seen.poll.refused.size === refused.size) return null;
      }
    }
    this.#settleOn(null);
    this.#note(unstarted);
    return null;
  }

  /** A failure leaves the processes as they were, a second one in a row lets them go: the cards' own figures are good. */
  async #askProcesses(now: number): Promise<void> {
    const command = this.#command;
    if (command === null) return;
    this.#processesAt = now;
    const apps = await this.#run(command, [
      '--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory',
      '--format=csv',
    ]);
    const isAnswer = foldProbe(apps) === null;
    this.#missesOfProcesses = isAnswer ? 0 : this.#missesOfProcesses + 1;
    if (isAnswer) this.seen = { ...this.seen, processes: parseProcesses(apps.stdout) };
    else if (this.#missesOfProcesses > 1) this.seen = { ...this.seen, processes: [] };
    if (!apps.isTimedOut) await this.#askSlices(command);
  }

  async #askSlices(command: GpuCommand): Promise<void> {
    const areCut = this.seen.readings.some(({ migMode }) => migMode === 'Enabled');
    if (!areCut) this.seen = { ...this.seen, slices: [] };
    const list = areCut ? await this.#run(command, ['-L']) : null;
    if (list !== null && foldProbe(list) === null)
      this.seen = { ...this.seen, slices: parseMigDevices(list.stdout) };
  }

  async #run(command: GpuCommand, args: readonly string[]): Promise<Probed> {
    const probed = await this.#ports.run([...command, ...args], { timeoutMs: pollTimeoutMs });
    this.#left = probed.left;
    return probed;
  }

  #note(fault: Parameters<typeof foldPoll>[1]): void {
    this.seen = { ...this.seen, poll: foldPoll(this.seen.poll, fault) };
  }

  #settleOn(command: GpuCommand | null): void {
    this.#command = command;
    this.seen = { ...this.seen, source: command?.at(-1) ?? null };
  }
}

/** What was killed ends in milliseconds, or, in uninterruptible sleep, perhaps never. */
async function isOver(left: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, partingMs, false)));
  const isOver = await Promise.race([left.then(() => true), late]);
  clearTimeout(timer);
  return isOver;
}

const allFields: readonly string[] = [...commonFields, ...optionalFields];

/** Without its UUID a card is nobody: that is asked whatever the driver said. */
function cardArgs({ refused }: PollState): string[] {
  const fields = allFields.filter((field) => field === 'uuid' || !refused.has(field));
  return [`--query-gpu=${fields.join(',')}`, '--format=csv'];
}
