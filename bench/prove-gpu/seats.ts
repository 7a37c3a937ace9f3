/** Where an instance may sit: each NVIDIA card, or each slice of one that is cut, by UUID; and what nvidia-smi says of them. */
import type { DeviceChoice } from '../../electron/contract/instance.ts';
import type { Figure, GpuFault, GpuReading, Label } from '../../electron/contract/gpu.ts';
import { isOnSimulatedCard } from '../../electron/core/gpu/simulatedBox.ts';
import { openGpuProbe } from '../../electron/host/box/gpuProbe.ts';
import type { GpuProbe } from '../../electron/host/box/gpuProbe.ts';
import { listGpuPrograms } from '../../electron/host/box/gpuPrograms.ts';
import { runProbe } from '../../electron/host/box/runProbe.ts';
import type { RunProbe } from '../../electron/host/box/runProbe.ts';

export interface Seat {
  readonly device: DeviceChoice;
  /** As the worker is told it. */
  readonly torchDevice: 'cpu' | 'cuda:0';
  readonly name: string;
  readonly computeCapability: number | null;
  readonly memoryMiB: number | null;
  readonly driver: string | null;
}

/** null: unknown, which it is in many containers and under Windows. */
export interface SmiFigures {
  readonly processMiB: number | null;
  readonly cardUsedMiB: number | null;
  /** UUIDs of every card the process is listed on. */
  readonly seenOn: readonly string[];
}

export interface Box {
  readonly seats: readonly Seat[];
  /** Why there are no seats. */
  readonly fault: string | null;
  figuresOf(seat: Seat, pid: number): Promise<SmiFigures>;
}

const noFigures: SmiFigures = { processMiB: null, cardUsedMiB: null, seenOn: [] };

/** The script's own trial: the processor in a card's place. */
export function openCpuBox(): Box {
  const seat: Seat = {
    device: { kind: 'cpu' },
    torchDevice: 'cpu',
    name: 'CPU',
    computeCapability: null,
    memoryMiB: null,
    driver: null,
  };
  return { seats: [seat], fault: null, figuresOf: () => Promise.resolve(noFigures) };
}

/** Asks nvidia-smi; a card that is made up is none. */
export async function openGpuBox(run: RunProbe = runProbe): Promise<Box> {
  const programs = () => listGpuPrograms({ simulated: undefined, settingPath: null });
  const probe = openGpuProbe({ programs, clock: { now: () => Date.now() }, run });
  await probe.ask(true);
  const { poll, readings, slices } = probe.seen();
  const seats = readings
    .filter(({ uuid }) => !isOnSimulatedCard({ kind: 'gpu', uuid }))
    .flatMap((reading) => {
      const own = slices.filter(({ gpuUuid }) => gpuUuid === reading.uuid);
      if (own.length === 0) return [readSeat(reading, { kind: 'gpu', uuid: reading.uuid })];
      return own.map(({ uuid }) => readSeat(reading, { kind: 'mig', uuid }));
    });
  return {
    seats,
    fault: seats.length > 0 ? null : renderFault(poll.fault),
    figuresOf: (seat, pid) => readFigures(probe, seat, pid),
  };
}

function renderFault(fault: GpuFault | null): string {
  return fault === null ? 'nvidia-smi lists no card' : `nvidia-smi: ${fault.fault} ${fault.words}`.trim();
}

function readSeat(reading: GpuReading, device: Exclude<DeviceChoice, { kind: 'cpu' }>): Seat {
  return {
    device,
    torchDevice: 'cuda:0',
    name: known(reading.name) ?? device.uuid,
    computeCapability: known(reading.computeCapability),
    memoryMiB: known(reading.memoryTotalMiB),
    driver: known(reading.driverVersion),
  };
}

async function readFigures(probe: GpuProbe, { device }: Seat, pid: number): Promise<SmiFigures> {
  await probe.ask(true);
  const { readings, processes } = probe.seen();
  const own = processes.filter((process) => process.pid === pid);
  const uuid = device.kind === 'cpu' ? '' : device.uuid;
  const row = own.find(({ gpuUuid }) => gpuUuid === uuid);
  const card = readings.find((reading) => reading.uuid === uuid);
  return {
    processMiB: row === undefined ? null : known(row.memoryMiB),
    cardUsedMiB: card === undefined ? null : known(card.memoryUsedMiB),
    seenOn: own.map(({ gpuUuid }) => gpuUuid),
  };
}

function known<T extends Figure | Label>(value: T): Exclude<T, object> | null {
  return typeof value === 'object' ? null : (value as Exclude<T, object>);
}
