/** What the host of the benchmark costs: its own process alone, read from /proc. */
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { connectHome } from '../../electron/host/doors/homeSocket/homeClient.ts';
import type { HomeClient } from '../../electron/host/doors/homeSocket/homeClient.ts';
import { foldUsage, listUsage, noUsage } from '../../electron/core/supervise/thinUsage.ts';
import { forkHost, watchLoop } from '../hostChild.ts';
import type { LoopDelay } from '../hostChild.ts';
import { instanceCount, makeHour } from './fleetPlan.ts';
import { writeHistory } from './jobHistory.ts';

/** Linux counts processor time in these on every usual kernel. */
const ticksPerSecond = 100;

export interface PanelHost {
  /** One-time link to the panel. */
  readonly url: string;
  readonly client: HomeClient;
  watchLoop(seconds: number): Promise<LoopDelay>;
  load(seconds: number): Promise<HostLoad>;
  close(): Promise<void>;
}

export interface HostLoad {
  /** Of one core. */
  readonly percent: number;
  /** The same of the programs it started and that ended meanwhile: the stand-in for nvidia-smi. */
  readonly childrenPercent: number;
  readonly mostRssMB: number;
}

/** Settles once all workers are ready, with a listener as an open panel is one. */
export async function openPanelHost(): Promise<PanelHost> {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-panel-'));
  const script = fileURLToPath(new URL('panelHost.ts', import.meta.url));
  // Thinned by the host's own fold as it would be had it run for that hour.
  const history = join(home, 'history.jsonl');
  const kept = makeHour(Date.now()).reduce(foldUsage, noUsage);
  const lines = listUsage(kept, 0).map((sample) => `${JSON.stringify(sample)}\n`);
  await writeFile(history, lines);
  await writeHistory(home);
  const child = forkHost(script, [home, history]);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const client = await connectHome(home);
  if (client === null) throw new Error(`no host answers on ${home}`);
  await untilReady(client);
  return {
    url,
    client,
    load: (seconds) => readLoad(child.pid ?? -1, seconds),
    watchLoop: (seconds) => watchLoop(child, () => wait(seconds * 1000)),
    close: async () => {
      client.close();
      child.disconnect();
      await once(child, 'exit');
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function untilReady(client: HomeClient): Promise<void> {
  const all = Promise.withResolvers<void>();
  const look = async (): Promise<void> => {
    const { instances } = await client.call('host.snapshot', {});
    const failed = instances.find(({ cause }) => cause !== null);
    if (failed?.cause) all.reject(new Error(`${failed.spec.name}: ${failed.cause.message}`));
    if (instances.filter(({ phase }) => phase === 'ready').length === instanceCount) all.resolve();
  };
  await client.onPush(({ event }) => {
    if (event.type === 'instance.changed') look().catch(all.reject);
  });
  await look();
  await all.promise;
  await client.onPush(() => undefined);
}

async function readLoad(pid: number, seconds: number): Promise<HostLoad> {
  const [beganAt, before] = [performance.now(), await readTicks(pid)];
  let mostRssMB = 0;
  while (performance.now() - beganAt < seconds * 1000) {
    mostRssMB = Math.max(mostRssMB, await readRssMB(pid));
    await wait(1000);
  }
  const after = await readTicks(pid);
  const percentOf = (ticks: number): number =>
    ((ticks / ticksPerSecond) * 100_000) / (performance.now() - beganAt);
  return {
    percent: percentOf(after.own - before.own),
    childrenPercent: percentOf(after.children - before.children),
    mostRssMB,
  };
}

/** Processor time in user and system mode, all threads. */
async function readTicks(pid: number): Promise<{ own: number; children: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field, the name, may hold spaces and brackets: count from the last one.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
  return { own: user + system, children: childrenUser + childrenSystem };
}

async function readRssMB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
}
