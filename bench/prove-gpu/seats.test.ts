import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeFakeBox } from '../../electron/host/box/fakeRun.ts';
import { openGpuBox } from './seats.ts';

/** A program that was named is the only one asked. */
function nameProgram(): void {
  vi.stubEnv('PARADECK_NVIDIA_SMI', 'nvidia-smi');
}

afterEach(() => vi.unstubAllEnvs());

describe('seats', () => {
  test('each card is one, by its UUID', async () => {
    nameProgram();
    const { run } = makeFakeBox([{ uuid: 'GPU-aaaa' }, { uuid: 'GPU-bbbb' }]);
    const { seats, fault } = await openGpuBox(run);
    expect(fault).toBeNull();
    expect(seats.map(({ device }) => device)).toEqual([
      { kind: 'gpu', uuid: 'GPU-aaaa' },
      { kind: 'gpu', uuid: 'GPU-bbbb' },
    ]);
  });

  test('of a card that is cut its slices are, not itself', async () => {
    nameProgram();
    const { box, run } = makeFakeBox([{ uuid: 'GPU-aaaa', mig: true }]);
    box.list = 'GPU 0: A100 (UUID: GPU-aaaa)\n  MIG 3g.20gb     Device  0: (UUID: MIG-1)\n';
    const { seats } = await openGpuBox(run);
    expect(seats.map(({ device }) => device)).toEqual([{ kind: 'mig', uuid: 'MIG-1' }]);
  });

  test('a card that is made up is none', async () => {
    nameProgram();
    const { run } = makeFakeBox([{ uuid: 'GPU-SIMULATED-0000' }]);
    const { seats, fault } = await openGpuBox(run);
    expect(seats).toEqual([]);
    expect(fault).toBe('nvidia-smi lists no card');
  });

  test('without a program that answers the fault says so', async () => {
    nameProgram();
    const { box, run } = makeFakeBox([]);
    box.unstartable = ['nvidia-smi'];
    const { seats, fault } = await openGpuBox(run);
    expect(seats).toEqual([]);
    expect(fault).toContain('EACCES');
  });
});

describe('figures of a process', () => {
  test('its own on the seat’s card, and every card it is listed on', async () => {
    nameProgram();
    const { box, run } = makeFakeBox([{ uuid: 'GPU-aaaa', usedMiB: 900 }, { uuid: 'GPU-bbbb' }]);
    box.processes = [
      { uuid: 'GPU-aaaa', pid: 1, mib: 700 },
      { uuid: 'GPU-aaaa', pid: 2, mib: 150 },
      { uuid: 'GPU-bbbb', pid: 2, mib: 40 },
    ];
    const { seats, figuresOf } = await openGpuBox(run);
    const [seat] = seats;
    if (seat === undefined) throw new Error('no seat');
    expect(await figuresOf(seat, 2)).toEqual({
      processMiB: 150,
      cardUsedMiB: 900,
      seenOn: ['GPU-aaaa', 'GPU-bbbb'],
    });
    expect(await figuresOf(seat, 3)).toEqual({ processMiB: null, cardUsedMiB: 900, seenOn: [] });
  });

  test('memory the driver does not tell is unknown, not 0', async () => {
    nameProgram();
    const { box, run } = makeFakeBox([{ uuid: 'GPU-aaaa' }]);
    box.processes = [{ uuid: 'GPU-aaaa', pid: 2, mib: '[N/A]' }];
    const { seats, figuresOf } = await openGpuBox(run);
    const [seat] = seats;
    if (seat === undefined) throw new Error('no seat');
    expect((await figuresOf(seat, 2)).processMiB).toBeNull();
  });
});
