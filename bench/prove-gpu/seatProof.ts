/** All parts of the proof on one seat, one after the other, so that each finds the card to itself. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { CudaAnswer } from '../../electron/core/box/prechecksFacts.ts';
import { planVisibleDevices } from '../../electron/core/supervise/launch.ts';
import { tryCuda } from '../../electron/host/box/probesCuda.ts';
import { median } from '../../e2e/median.ts';
import { openStock } from '../stock.ts';
import type { StockRound } from '../stock.ts';
import { proveExact } from './exact.ts';
import { proveGraphs } from './graphs.ts';
import { proveMemoryCurve } from './memoryCurve.ts';
import { proveMemoryLimit } from './memoryLimit.ts';
import { provePoisoned } from './poisoned.ts';
import { provePrecisions } from './precisions.ts';
import { check } from './proof.ts';
import type { Check, Part } from './proof.ts';
import type { Seat } from './seats.ts';
import { proveSpeeds, rounds } from './speeds.ts';
import type { Stand } from './stand.ts';

export interface SeatProof {
  readonly seat: Seat;
  readonly torch: CudaAnswer | null;
  readonly parts: readonly Part[];
  readonly checks: readonly Check[];
}

/** Never rejects: what fails is a check that failed. */
export async function proveSeat(stand: Stand, root: string): Promise<SeatProof> {
  const { seat } = stand;
  stand.say(`${seat.name}: torch`);
  const torch = await askTorch(stand, root);
  const parts: Part[] = [judgeTorch(seat, torch)];
  if (parts[0]?.checks[0]?.isGood !== false) parts.push(...(await proveAll(stand)));
  return { seat, torch, parts, checks: parts.flatMap(({ checks }) => checks) };
}

async function askTorch({ seat, python }: Stand, root: string): Promise<CudaAnswer | null> {
  const uuids = seat.device.kind === 'cpu' ? [] : [seat.device.uuid];
  const ask = { pythonPath: python, instanceName: null, env: {}, uuids };
  const { trials, idle } = await tryCuda(ask, { pythonDir: join(root, 'python') });
  return trials[0]?.answer ?? idle;
}

function judgeTorch({ device }: Seat, answer: CudaAnswer | null): Part {
  const problem = answer === null ? 'no answer in time' : answer.problem;
  const found = problem ?? `torch ${answer?.torch ?? '—'}, CUDA ${answer?.build ?? '—'}`;
  const isGood = device.kind === 'cpu' ? null : problem === null;
  return { name: 'torch', checks: [check('torch computes on the card', isGood, found)], figures: answer };
}

async function proveAll(stand: Stand): Promise<Part[]> {
  const stock = await attempt('stock', () => timeStock(stand));
  if (!('value' in stock)) return [stock.failed];
  const stockX = stand.audioS / stock.value.seconds;
  const exact = await attempt('exact', () => proveExact(stand, stock.value));
  if (!('value' in exact)) return [exact.failed];
  const parts = [...exact.value.parts];
  const later: readonly (readonly [string, () => Promise<Part>])[] = [
    ['precisions', () => provePrecisions(stand, exact.value)],
    ['graphs', () => proveGraphs(stand, exact.value)],
    ['memoryCurve', () => proveMemoryCurve(stand)],
    ['memoryLimit', () => proveMemoryLimit(stand)],
    ['speeds', () => proveSpeeds(stand, { stockX, stockCuda: stock.value.cuda })],
    ['poisoned', () => provePoisoned(stand)],
  ];
  for (const [name, prove] of later) {
    const tried = await attempt(name, prove);
    parts.push('value' in tried ? tried.value : tried.failed);
  }
  return parts;
}

/** The article's loop on the same seat: median seconds, the texts of the last round. */
async function timeStock({ seat, python, asr, clips, say }: Stand): Promise<StockRound> {
  say('stock FunASR');
  const stock = await openStock(
    {
      python,
      autoModel: { model: asr, device: seat.torchDevice, ncpu: cpus().length },
      env: { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: planVisibleDevices(seat.device) },
    },
    clips,
  );
  try {
    const turns: StockRound[] = [];
    let last = await stock.round();
    for (turns.push(last); turns.length < rounds; turns.push(last)) last = await stock.round();
    return { ...last, seconds: median(turns.map(({ seconds }) => seconds)) };
  } finally {
    await stock.close();
  }
}

type Attempt<T> = { readonly value: T } | { readonly failed: Part };

async function attempt<T>(name: string, run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await run() };
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return { failed: { name, checks: [check(`${name}: it ran`, false, found)], figures: null } };
  }
}
