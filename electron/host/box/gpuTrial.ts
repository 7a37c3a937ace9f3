/** For tests: a watch over made-up cards, under a clock that is moved by hand. */
import { vi } from 'vitest';
import type { GpusView } from '../../contract/gpu.ts';
import type { CardWorker } from '../../core/gpu/ledger.ts';
import { makeFakeBox } from './fakeRun.ts';
import type { FakeBox, FakeCard } from './fakeRun.ts';
import { openGpus } from './gpus.ts';
import type { GpusPorts, OpenedGpus } from './gpus.ts';

export const two: readonly FakeCard[] = [{ uuid: 'GPU-aaaa' }, { uuid: 'GPU-bbbb' }];
export const ours: CardWorker = { instanceId: 'one', pid: 4242, reservedMiB: null };

export interface GpuTrial {
  readonly gpus: OpenedGpus;
  readonly box: FakeBox;
  readonly news: string[];
  /** Moves the clock and whatever waits for it. */
  pass(ms: number): Promise<void>;
}

let open: OpenedGpus[] = [];

export async function closeTrials(): Promise<void> {
  for (const gpus of open) await gpus.close();
  open = [];
  vi.useRealTimers();
}

export function openTrial(cards: readonly FakeCard[] = two, over: Partial<GpusPorts> = {}): GpuTrial {
  vi.useFakeTimers({ now: 1_000_000 });
  const { box, run } = makeFakeBox(cards);
  const news: string[] = [];
  const gpus = openGpus({
    programs: () => [['nvidia-smi']],
    isSimulated: false,
    clock: { now: () => Date.now() },
    workersOn: (uuid) => (uuid === 'GPU-aaaa' ? [ours] : []),
    isBlamed: (uuid) => uuid === 'GPU-bbbb',
    isSeen: () => true,
    onNews: ({ kind, gpuUuid }) => news.push(`${kind} ${gpuUuid}`),
    run,
    ...over,
  });
  open.push(gpus);
  const pass = async (ms: number): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms));
  return { gpus, box, news, pass };
}

export function listUuids(view: GpusView): string[] {
  return view.cards.map(({ reading }) => reading.uuid);
}

export function countCardQuestions({ asked }: FakeBox): number {
  return asked.filter((command) => command.some((part) => part.startsWith('--query-gpu'))).length;
}
