/** Our side: a host as a user runs it with one instance, whose worker is killed while it is ready. */
import { openBox } from '../../e2e/box.ts';
import type { Box } from '../../e2e/box.ts';
import type { InstanceView } from '../../electron/contract/instance.ts';
import type { BenchPorts } from '../outcome.ts';

export interface Recovery {
  /** From the order to start until the worker is ready, s. */
  readonly loadS: number;
  /** From SIGKILL until the first text of a file handed over right after it, s. */
  readonly textS: number;
}

export async function timeSupervised(ports: BenchPorts, clip: string, rounds: number): Promise<Recovery[]> {
  const box = await openBox();
  try {
    const id = await keepOne(box);
    const recoveries: Recovery[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ports.say(`ParaDeck, kill ${round + 1} of ${rounds}`);
      // Stopped and started by hand each round: every kill is the first failure, as in the rival's loop.
      await box.call('instances.stop', { id });
      const loadS = await secondsOf(async () => {
        const isReady = readyOf(box, id);
        await box.call('instances.start', { id });
        await isReady;
      });
      recoveries.push({ loadS, textS: await killAndAsk(box, id, clip) });
    }
    return recoveries;
  } finally {
    await box.close();
  }
}

async function killAndAsk(box: Box, id: string, clip: string): Promise<number> {
  const { pid } = await find(box, id);
  if (pid === null) throw new Error('the instance has no process');
  // No other file is under way.
  const text = box.until(
    ({ event }) =>
      event.type === 'segments.recognised' && event.segments.some(({ isRecognised }) => isRecognised),
  );
  let jobId = '';
  const seconds = await secondsOf(async () => {
    process.kill(pid, 'SIGKILL');
    ({ id: jobId } = await box.submit(clip));
    await text;
  });
  await box.ended(jobId);
  return seconds;
}

async function secondsOf(act: () => Promise<void>): Promise<number> {
  const beganAt = performance.now();
  await act();
  return (performance.now() - beganAt) / 1000;
}

async function find(box: Box, id: string): Promise<InstanceView> {
  const { instances } = await box.call('host.snapshot', {});
  const found = instances.find(({ spec }) => spec.id === id);
  if (found === undefined) throw new Error('the instance is gone');
  return found;
}

function readyOf(box: Box, id: string): Promise<unknown> {
  return box.until(
    ({ event }) =>
      event.type === 'instance.changed' && event.instance.spec.id === id && event.instance.phase === 'ready',
  );
}

/** Of the instances a first start makes one is kept; settles once it is ready. */
async function keepOne(box: Box): Promise<string> {
  const { instances } = await box.call('host.snapshot', {});
  const [kept, ...others] = instances.map(({ spec }) => spec.id);
  if (kept === undefined) throw new Error('the first start made no instance');
  for (const id of others) {
    await box.call('instances.stop', { id });
    await box.call('instances.remove', { id });
  }
  const isReady = readyOf(box, kept);
  if ((await find(box, kept)).phase !== 'ready') await isReady;
  return kept;
}
