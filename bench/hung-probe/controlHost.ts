/**
 * A host of the benchmark, a process of its own: a fleet of good fake workers on the cards of a fake nvidia-smi.
 * Over its channel it says "open", then answers what it is told (`ControlAsk`), one thing at a time.
 */
import { once } from 'node:events';
import { openSampleBox } from '../../electron/host/fleet/sampleBox.ts';
import type { SampleBox } from '../../electron/host/fleet/sampleBox.ts';

export type ControlAsk =
  { readonly act: 'time'; readonly messages: number; readonly cycles: number } | { readonly act: 'hang' };

/** ms of each: a batch sent until its answer is here, a stop until the process is gone, a start until it is ready. */
export interface ControlTimes {
  readonly messageMs: readonly number[];
  readonly stopMs: readonly number[];
  readonly startMs: readonly number[];
}

const cards = [0, 1].map((index) => ({ index, uuid: `GPU-bench-${index}` }));
const workers = 4;
/** It also keeps a child with its pipes, and nothing but SIGKILL ends it. */
const fault = { hang: true, ignoreTerm: true, holdPipe: true };
const samplesPerS = 16_000;

const box = await openSampleBox({ cards });
const ids: string[] = [];
for (let index = 0; index < workers; index += 1) {
  const id = await box.add(cards[index % cards.length]?.uuid ?? '');
  await start(box, id);
  ids.push(id);
}
let turn = 0;

process.on('message', (ask: ControlAsk) => {
  void (ask.act === 'hang' ? hang() : time(ask.messages, ask.cycles)).then((told) => process.send?.(told));
});
process.send?.('open');
await once(process, 'disconnect');
await box.close();

/** ms of a start put while the first question hangs; settles once it is known to hang. */
async function hang(): Promise<number> {
  const id = pick();
  await box.fleet.stop(id);
  await box.set({ cards });
  await box.change({ cards, fault });
  void box.gpus.look();
  const startMs = await start(box, id);
  while (box.gpus.view().fault === null) await box.gpus.look();
  return startMs;
}

async function time(messages: number, cycles: number): Promise<ControlTimes> {
  const times = { messageMs: [] as number[], stopMs: [] as number[], startMs: [] as number[] };
  for (let count = 0; count < messages; count += 1) {
    times.messageMs.push(await msOf(() => send(pick(), `${turn}`)));
  }
  for (let count = 0; count < cycles; count += 1) {
    const id = pick();
    times.stopMs.push(await msOf(() => box.fleet.stop(id)));
    times.startMs.push(await start(box, id));
  }
  return times;
}

function pick(): string {
  turn += 1;
  return ids[turn % ids.length] ?? '';
}

function send(id: string, batchId: string): Promise<unknown> {
  const segment = { pcm: { path: '/dev/zero' }, fromSample: 0, toSample: samplesPerS };
  return box.fleet.recognisers.recognise(id, { id: batchId, segments: [segment], hotwords: [], audioS: 1 });
}

function start({ fleet, reach }: SampleBox, id: string): Promise<number> {
  return msOf(async () => {
    await fleet.start(id);
    await reach(id, 'ready', ({ phase }) => phase === 'ready');
  });
}

async function msOf(act: () => Promise<unknown>): Promise<number> {
  const beganAt = performance.now();
  await act();
  return performance.now() - beganAt;
}
