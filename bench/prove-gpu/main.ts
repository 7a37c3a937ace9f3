/**
 * `npm run prove-gpu [-- --json FILE --model DIR --python PATH --cpu]`: what only a card can show, shown on each card of
 * this box, and written to one file. `--cpu` tries the script on the processor, with a small model and faults made up.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.ts';
import { prepareGround } from './ground.ts';
import { openMaterial } from './material.ts';
import type { OpenedMaterial } from './material.ts';
import { renderChecks } from './proof.ts';
import { proveSeat } from './seatProof.ts';
import { openCpuBox, openGpuBox } from './seats.ts';
import type { Box } from './seats.ts';

type Say = (line: string) => void;

export async function runProveGpu(root: string, args: readonly string[], say: Say): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string', default: 'prove-gpu.json' },
      model: { type: 'string' },
      python: { type: 'string' },
      cpu: { type: 'boolean', default: false },
    },
  });
  const box = values.cpu ? openCpuBox() : await openGpuBox();
  if (box.fault !== null) {
    say(`nothing was done: there is no NVIDIA GPU here (${box.fault}); --cpu tries the script itself`);
    return 2;
  }
  const ground = await prepareGround({ root, python: values.python, isTrial: values.cpu }, say);
  say('making clips and the model');
  const material = await openMaterial({ ...ground, modelDir: values.model ?? null, isTrial: values.cpu });
  try {
    return await prove({ root, box, material, json: values.json, say });
  } finally {
    await material.close();
  }
}

interface Proof {
  readonly root: string;
  readonly box: Box;
  readonly material: OpenedMaterial;
  readonly json: string;
  readonly say: Say;
}

async function prove({ root, box, material, json, say }: Proof): Promise<number> {
  const seats = [];
  for (const seat of box.seats) {
    const figuresOf = (pid: number) => box.figuresOf(seat, pid);
    seats.push(await proveSeat({ ...material, seat, say, figuresOf }, root));
  }
  const report = {
    at: new Date().toISOString(),
    machine: describeMachine(),
    model: material.model,
    audio: { clips: material.clips.length, seconds: material.audioS },
    seats,
  };
  await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  for (const { seat, checks } of seats) process.stdout.write(`${seat.name}\n${renderChecks(checks)}`);
  process.stdout.write(`all figures: ${json}\n`);
  return seats.every(({ checks }) => checks.every(({ isGood }) => isGood !== false)) ? 0 : 1;
}
