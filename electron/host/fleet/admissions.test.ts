import { describe, expect, it } from 'vitest';
import type { GpusView } from '../../contract/gpu.ts';
import { draftSpec } from '../../core/supervise/draftInstance.ts';
import { type WorkerState, createState } from '../../core/supervise/superviseState.ts';
import { parseGpuTable } from '../../core/gpu/gpuText.ts';
import { foldLedger } from '../../core/gpu/ledger.ts';
import { Admissions } from './admissions.ts';
import type { Instance } from './instance.ts';
import { sampleModels } from './sampleFleet.ts';

const header = 'index, uuid, name, memory.total [MiB], memory.used [MiB], memory.free [MiB]';

/** A card with so much free, and instances that need 4,000 MiB each. */
function open(freeMiB: string) {
  const [reading] = parseGpuTable(`${header}\n0, GPU-1, L40S, 24576 MiB, 0 MiB, ${freeMiB}`).gpus;
  if (reading === undefined) throw new Error('The row was not read.');
  const ledger = foldLedger({ reading, processes: [], workers: [] });
  const slices = [{ gpuUuid: 'GPU-1', uuid: 'MIG-1', profile: '1g.10gb' }];
  const box = { sampledAt: 100, cards: [{ reading, ledger, slices, isBlamed: false }] };
  const view = (): GpusView => ({ source: 'smi', isSimulated: false, fault: null, isStale: false, ...box });
  const instances = ['one', 'other'].map((name) => {
    const device = { kind: 'gpu' as const, uuid: 'GPU-1' };
    const spec = draftSpec({ name, device }, { id: name, modelId: 'demo-asr' }, []);
    return { spec, current: spec, supervisor: { state: createState(0) } };
  }) as unknown as readonly [Instance, Instance];
  const admissions = new Admissions({
    gpus: { view, look: async () => view() },
    models: sampleModels(),
    needs: { find: () => ({ needMiB: 4_000, basis: 'learned' }) },
    instances: () => instances,
  });
  return { admissions, instances, box };
}

const running: WorkerState = { ...createState(0), phase: 'loading', isAlive: true, isWanted: true, pid: 7 };
const refused = expect.objectContaining({ code: 'gpu-memory-short' }) as object;
const told = (asked: Promise<void> | null): Promise<unknown> =>
  (asked ?? Promise.resolve()).then(
    () => 'let through',
    (thrown: unknown) => thrown,
  );

describe('admissions', () => {
  it('let one of two through where one fits, in the order asked, until it is seen to have taken less', async () => {
    const { admissions, instances, box } = open('5000 MiB');
    const [one, other] = instances;
    expect(await Promise.all([told(admissions.gate(one)), told(admissions.gate(other))])).toEqual([
      'let through',
      refused,
    ]);
    expect(admissions.judge(other.spec)).toMatchObject({ verdict: 'refused', promisedMiB: 4_000 });
    admissions.note('one', running, { ...running, phase: 'ready', readySince: 150 });
    expect(admissions.judge(other.spec)?.promisedMiB).toBe(4_000);
    box.sampledAt = 151;
    expect(admissions.judge(other.spec)).toMatchObject({ verdict: 'fits', promisedMiB: 0 });
  });

  it('take the promise back with the process', async () => {
    const { admissions, instances } = open('5000 MiB');
    const [one, other] = instances;
    await admissions.gate(one);
    admissions.note('one', running, { ...running, phase: 'backoff', pid: null });
    expect(await told(admissions.gate(other))).toBe('let through');
  });

  it('let a start through once for the user’s `anyway`, and judge the next process by itself', async () => {
    const { admissions, instances } = open('100 MiB');
    const [one] = instances;
    expect(await told(admissions.admit(one, false))).toEqual(refused);
    await admissions.admit(one, true);
    expect(admissions.gate(one)).toBeNull();
    expect(await told(admissions.gate(one))).toEqual(refused);
  });

  it('say nothing of what nobody knows: no figure, a slice, another card', async () => {
    const unknown = open('[N/A]');
    expect(await told(unknown.admissions.gate(unknown.instances[0]))).toBe('let through');
    const { admissions, instances } = open('100 MiB');
    const slice = { ...instances[0].spec, device: { kind: 'mig' as const, uuid: 'MIG-1' } };
    expect(admissions.judge(slice)?.verdict).toBe('unknown');
    expect(admissions.judge({ ...slice, device: { kind: 'cpu' } })).toBeNull();
    expect(admissions.judge({ ...slice, device: { kind: 'gpu', uuid: 'GPU-2' } })).toBeNull();
  });

  it('tell of a card that is not there as an obstacle, and only at the gate', async () => {
    const { admissions, instances, box } = open('24000 MiB');
    box.cards = [];
    const [one] = instances;
    expect(await told(admissions.admit(one, false))).toBe('let through');
    expect(await told(admissions.gate(one))).toMatchObject({
      code: 'gpu-not-found',
      detail: { uuid: 'GPU-1', health: 'missing' },
    });
  });
});
