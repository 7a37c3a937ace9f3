/** A simulated box as an experimenter has it: strangers come, cards are lost, drivers lie. Each is an edit of its file. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceView, Phase } from '../electron/contract/instance.ts';
import type { FleetMark } from '../electron/contract/machine.ts';
import type { Box } from './box.ts';

export const twoCards = { args: ['--simulate-box', '2x24GiB'] };

interface Card {
  readonly uuid: string;
  readonly state?: 'lost' | 'reset';
}

interface Stranger {
  readonly uuid: string;
  readonly pid: number;
  readonly name: string;
  readonly mib: number;
}

/** As python/paradeck_simulation/box.py reads it. */
export interface SimulatedBox {
  readonly cards: readonly Card[];
  readonly processes?: readonly Stranger[];
  readonly seats?: Readonly<Record<string, string>>;
}

export async function readSimulated({ home }: Box): Promise<SimulatedBox> {
  return JSON.parse(await readFile(join(home, 'simulation', 'box.json'), 'utf8')) as SimulatedBox;
}

/** What is not named stays; whole at once, since it is read at any time. */
export async function changeSimulated(box: Box, change: Partial<SimulatedBox>): Promise<void> {
  const path = join(box.home, 'simulation', 'box.json');
  const next = { ...(await readSimulated(box)), ...change };
  await writeFile(`${path}.next`, JSON.stringify(next));
  await rename(`${path}.next`, path);
}

export async function findInstance(box: Box, name: string): Promise<InstanceView> {
  const { instances } = await box.call('host.snapshot', {});
  const found = instances.find(({ spec }) => spec.name === name);
  if (!found) throw new Error(`there is no instance ${name}`);
  return found;
}

/** Settles once the instance is in the phase, at once where it is already. */
export async function untilPhase(box: Box, name: string, phase: Phase): Promise<void> {
  const pushed = box.until(
    ({ event }) =>
      event.type === 'instance.changed' &&
      event.instance.spec.name === name &&
      event.instance.phase === phase,
  );
  if ((await findInstance(box, name)).phase !== phase) await pushed;
}

/** Settles at the next event of this kind; call it before what leads to it. */
export async function untilMarked(box: Box, kind: FleetMark['kind']): Promise<void> {
  await box.until(({ event }) => event.type === 'fleet.marked' && event.mark.kind === kind);
}
