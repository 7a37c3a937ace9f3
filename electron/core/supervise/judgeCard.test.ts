import { describe, expect, it } from 'vitest';
import type { GpuProcess, GpusView } from '../../contract/gpu.ts';
import type { DeviceChoice } from '../../contract/instance.ts';
import { parseGpuTable } from '../gpu/gpuText.ts';
import { type CardWorker, foldLedger } from '../gpu/ledger.ts';
import { type Seat, checkPin } from './checkPin.ts';
import { checkRow, judgeCard } from './judgeCard.ts';

const [a, b, c] = ['GPU-aaaa', 'GPU-bbbb', 'GPU-cccc'];
const header =
  'index, uuid, name, memory.total [MiB], memory.used [MiB], memory.free [MiB], mig.mode.current';

interface Box {
  /** UUIDs by index; a word after the colon is the card's state. */
  readonly cards: readonly string[];
  readonly rows?: readonly GpuProcess[];
  readonly workers?: readonly (CardWorker & { readonly on: string })[];
  readonly slices?: Readonly<Record<string, readonly string[]>>;
  readonly fault?: GpusView['fault'];
  readonly isUnasked?: boolean;
}

function view({ cards, rows = [], workers = [], slices = {}, fault = null, isUnasked }: Box): GpusView {
  const lines = cards.map((card, index) => {
    const [uuid = '', state] = card.split(':');
    if (state !== undefined && state !== 'mig')
      return `${index}, ${uuid}, L40S, [${state}], [${state}], [${state}], [N/A]`;
    return `${index}, ${uuid}, L40S, 24576 MiB, 4000 MiB, 20000 MiB, ${state === 'mig' ? 'Enabled' : '[N/A]'}`;
  });
  const { gpus } = parseGpuTable([header, ...lines].join('\n'));
  return {
    source: 'nvidia-smi',
    isSimulated: false,
    fault,
    sampledAt: isUnasked === true ? null : 1_000,
    isStale: false,
    cards: gpus.map((reading) => ({
      reading,
      ledger: foldLedger({
        reading,
        processes: rows,
        workers: workers.filter(({ on }) => on === reading.uuid),
      }),
      slices: (slices[reading.uuid] ?? []).map((uuid) => ({ gpuUuid: reading.uuid, uuid, profile: '1g' })),
      isBlamed: false,
    })),
  };
}

const row = (gpuUuid: string, pid: number, memoryMiB: GpuProcess['memoryMiB'] = 3_000): GpuProcess => ({
  gpuUuid,
  pid,
  name: 'python',
  memoryMiB,
});
const worker = (on: string) => ({ on, instanceId: 'i', pid: 7, reservedMiB: null });
const onB: DeviceChoice = { kind: 'gpu', uuid: b };
const slice: DeviceChoice = { kind: 'mig', uuid: 'MIG-1' };
const fault = (name: NonNullable<GpusView['fault']>['fault']) => ({ fault: name, words: 'as it said' });
const fine = { start: null, seat: null, row: null };

/** What holds the start back, what is wrong with the worker's own word, and with its row; the rest of each is null. */
function judge(ordered: DeviceChoice, box: Box, seat: Seat): typeof fine | object {
  const gpus = view(box);
  return {
    start: judgeCard(ordered, gpus)?.class ?? null,
    seat: checkPin(ordered, seat),
    row: checkRow(ordered, 7, gpus),
  };
}

const sits = (gpuUuid: string | null, device = 'cuda:0'): Seat => ({ device, gpuUuid });
const text = expect.any(String) as string;

describe('the right card, always', () => {
  it.each<[string, DeviceChoice, Box, Seat, object]>([
    ['as ordered', onB, { cards: [a, b] }, sits(b), {}],
    ['indices reversed since', onB, { cards: [c, b, a] }, sits(b), {}],
    ['a card added before it', onB, { cards: [c, a, b] }, sits(b), {}],
    ['another card gone: its index is now another’s', onB, { cards: [b] }, sits(b), {}],
    ['another card lost', onB, { cards: [`${a}:GPU is lost`, b] }, sits(b), {}],
    ['its card gone', onB, { cards: [a, c] }, sits(b), { start: 'gpu-missing' }],
    ['its card lost', onB, { cards: [a, `${b}:GPU is lost`] }, sits(b), { start: 'gpu-lost' }],
    ['its card to be reset', onB, { cards: [a, `${b}:GPU requires reset`] }, sits(b), { start: 'gpu-lost' }],
    [
      'the only card lost, and the whole answer with it',
      onB,
      { cards: [b], fault: fault('gpu-lost') },
      sits(b),
      { start: 'gpu-lost' },
    ],
    ['one of two lost, nobody can say which', onB, { cards: [a, b], fault: fault('gpu-lost') }, sits(b), {}],
    ['no devices', onB, { cards: [], fault: fault('no-devices') }, sits(b), { start: 'gpu-missing' }],
    [
      'no nvidia-smi (containers)',
      onB,
      { cards: [], fault: fault('not-installed'), isUnasked: true },
      sits(b),
      {},
    ],
    ['an nvidia-smi that hangs', onB, { cards: [a, b], fault: fault('timed-out') }, sits(b), {}],
    ['it found itself on another card', onB, { cards: [a, b] }, sits(a), { seat: text }],
    ['it fell back to the CPU in silence', onB, { cards: [a, b] }, sits(null, 'cpu'), { seat: text }],
    ['it cannot say where it is', onB, { cards: [a, b] }, sits(null), { seat: text }],
    ['the CPU was ordered, and it took a card', { kind: 'cpu' }, { cards: [a, b] }, sits(a), { seat: text }],
    [
      'its row is on its card',
      onB,
      { cards: [a, b], rows: [row(b, 7), row(a, 8)], workers: [worker(b)] },
      sits(b),
      {},
    ],
    [
      'its row is on another card',
      onB,
      { cards: [a, b], rows: [row(a, 7)], workers: [worker(b)] },
      sits(b),
      { row: text },
    ],
    [
      'it has rows on both: a driver’s helper context',
      onB,
      { cards: [a, b], rows: [row(a, 7), row(b, 7)], workers: [worker(b)] },
      sits(b),
      {},
    ],
    [
      'it has no row (another pid space)',
      onB,
      { cards: [a, b], rows: [row(a, 99)], workers: [worker(b)] },
      sits(b),
      {},
    ],
    [
      'rows without figures (WDDM, WSL2)',
      onB,
      { cards: [a, b], rows: [row(a, 7, { unknown: 'not-available' })], workers: [worker(b)] },
      sits(b),
      {},
    ],
    ['a slice of its card', slice, { cards: [a, `${b}:mig`], slices: { [b]: ['MIG-1'] } }, sits(b), {}],
    ['slices not listed yet', slice, { cards: [`${b}:mig`] }, sits(b), {}],
    [
      'its slice gone',
      slice,
      { cards: [`${b}:mig`], slices: { [b]: ['MIG-2'] } },
      sits(b),
      { start: 'gpu-missing' },
    ],
    [
      'a slice of a lost card',
      slice,
      { cards: [`${b}:GPU is lost`], slices: { [b]: ['MIG-1'] } },
      sits(b),
      { start: 'gpu-lost' },
    ],
    [
      'its row on the card of its slice',
      slice,
      { cards: [a, `${b}:mig`], slices: { [b]: ['MIG-1'] }, rows: [row(b, 7)], workers: [worker(b)] },
      sits(b),
      {},
    ],
    ['a slice ordered, the CPU found', slice, { cards: [`${b}:mig`] }, sits(null, 'cpu'), { seat: text }],
  ])('%s', (_, ordered, box, seat, found) => {
    expect(judge(ordered, box, seat)).toEqual({ ...fine, ...found });
  });

  it('a card that is only absent is asked for once more before a running worker pays for it', () => {
    expect(judgeCard(onB, view({ cards: [a] }))?.isCertain).toBe(false);
    expect(judgeCard(onB, view({ cards: [`${b}:GPU is lost`] }))?.isCertain).toBe(true);
  });

  it('nothing concerns an instance on the CPU', () => {
    expect(judgeCard({ kind: 'cpu' }, view({ cards: [], fault: fault('no-devices') }))).toBeNull();
  });
});
