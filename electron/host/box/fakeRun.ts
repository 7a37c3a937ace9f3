/** For tests: what nvidia-smi would answer, without a process. */
import type { ProbeLimits, Probed, RunProbe } from './runProbe.ts';

export interface FakeCard {
  readonly uuid: string;
  readonly usedMiB?: number;
  /** Printed in every field but index and uuid. */
  readonly ill?: string;
  readonly mig?: boolean;
}

export interface FakeProcess {
  readonly uuid: string;
  readonly pid: number;
  readonly mib: number | string;
}

/** How the fake answers: read anew at each question. */
export interface FakeBox {
  cards: readonly FakeCard[];
  processes: readonly FakeProcess[];
  list: string;
  /** Fields the driver does not know. */
  unknown: readonly string[];
  /** Programs the system refuses to start. */
  unstartable: readonly string[];
  /** In place of any answer, or of an answer to questions that begin so. */
  fault: Partial<Probed> | null;
  faultOf: Readonly<Record<string, Partial<Probed>>>;
  /** Holds every answer until it settles. */
  gate: Promise<void> | null;
  /** Commands with their arguments, as they were run. */
  readonly asked: string[][];
  /** Questions out now, and the most there ever were. */
  outstanding: number;
  mostOutstanding: number;
}

export function makeFakeBox(cards: readonly FakeCard[]): { box: FakeBox; run: RunProbe } {
  const box: FakeBox = {
    ...{ cards, processes: [], list: '', unknown: [], unstartable: [], fault: null, faultOf: {}, gate: null },
    ...{ asked: [], outstanding: 0, mostOutstanding: 0 },
  };
  const run = async (command: readonly string[], { signal }: ProbeLimits): Promise<Probed> => {
    if (signal?.aborted === true) return { ...blank, isTimedOut: true };
    box.asked.push([...command]);
    box.outstanding += 1;
    box.mostOutstanding = Math.max(box.mostOutstanding, box.outstanding);
    const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    await Promise.race([box.gate, aborted]);
    box.outstanding -= 1;
    const program = command[0] ?? '';
    if (box.unstartable.includes(program)) {
      return { ...blank, exitCode: null, spawnError: `spawn ${program} EACCES` };
    }
    return { ...blank, ...answer(box, command.at(-2) ?? '', command.at(-1) ?? '') };
  };
  return { box, run };
}

const blank: Probed = {
  ...{ exitCode: 0, stdout: '', stderr: '', spawnError: null, isTimedOut: false },
  left: Promise.resolve(),
};

function answer(box: FakeBox, question: string, last: string): Partial<Probed> {
  const fault = box.fault ?? Object.entries(box.faultOf).find(([begin]) => question.startsWith(begin))?.[1];
  if (fault !== undefined) return fault;
  if (last === '-L') return { stdout: box.list };
  if (question.startsWith('--query-compute-apps')) {
    const rows = box.processes.map(({ uuid, pid, mib }) => `${uuid}, ${pid}, python, ${mib} MiB`);
    return { stdout: ['gpu_uuid, pid, process_name, used_gpu_memory [MiB]', ...rows, ''].join('\n') };
  }
  const fields = question.replace('--query-gpu=', '').split(',');
  const refused = fields.find((field) => box.unknown.includes(field));
  if (refused !== undefined)
    return { exitCode: 2, stdout: `Field "${refused}" is not a valid field to query.\n` };
  return {
    stdout: [fields.join(', '), ...box.cards.map((card, at) => row(card, at, fields)), ''].join('\n'),
  };
}

function row(card: FakeCard, index: number, fields: readonly string[]): string {
  const values: Readonly<Record<string, string>> = {
    'memory.total': '24576 MiB',
    'memory.used': `${card.usedMiB ?? 600} MiB`,
    'memory.free': `${24_576 - (card.usedMiB ?? 600)} MiB`,
    'mig.mode.current': card.mig === true ? 'Enabled' : '[N/A]',
  };
  const named: Readonly<Record<string, string>> = { index: String(index), uuid: card.uuid };
  return fields.map((field) => named[field] ?? card.ill ?? values[field] ?? '1').join(', ');
}
