/** The simulated box in the data home: its cards, the folder its workers register in, the program that is asked about them. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceChoice } from '../../contract/instance.ts';
import { planSimulatedCards } from '../../core/gpu/simulatedBox.ts';
import type { SimulatedBox } from '../../core/gpu/simulatedBox.ts';
import { writeDurably } from '../home/durableWrite.ts';
import type { GpuCommand } from './gpuPrograms.ts';

export interface SimulatedBoxPorts {
  readonly home: string;
  /** Directory that holds the package paradeck_simulation. */
  readonly pythonDir: string;
  /** Any Python 3; null: the system's. */
  readonly python: string | null;
}

export interface Simulation {
  /** Stands in for nvidia-smi. */
  readonly program: GpuCommand;
  /** Where workers find the box: their PARADECK_SIMULATION. */
  readonly dir: string;
  readonly devices: readonly DeviceChoice[];
}

/** Cards as asked for, and nobody on them. */
export async function makeSimulatedBox(
  box: SimulatedBox,
  { home, pythonDir, python }: SimulatedBoxPorts,
): Promise<Simulation> {
  const dir = join(home, 'simulation');
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const cards = planSimulatedCards(box);
  await writeDurably(join(dir, 'box.json'), `${JSON.stringify({ cards }, null, 2)}\n`);
  // Neither the user's site-packages nor PYTHON variables: it starts in a third of the time.
  const program: GpuCommand = [python ?? 'python3', '-S', '-E', join(pythonDir, 'simulated_smi.py'), dir];
  return { program, dir, devices: cards.map(({ uuid }) => ({ kind: 'gpu', uuid })) };
}
