/** The rival: the article's loop, a search for the process every 10 s, over a server with the same worker and model. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { demoDir } from '../../e2e/worker.ts';
import { findFreePort } from '../../electron/host/freePort.ts';
import type { BenchPorts } from '../outcome.ts';

const loopMs = 10_000;
/** How often a client tries again whose server does not answer. */
const retryMs = 50;
const patienceMs = 60_000;

/** Seconds from each SIGKILL until the server gave text again; the kills spread evenly over the loop's pause. */
export async function timeMonitored(ports: BenchPorts, pcm: string, rounds: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paradeck-monitored-'));
  await mkdir(join(folder, 'instance_1'));
  await copyFile(join(ports.root, 'bench', 'recovery', 'app.py'), join(folder, 'instance_1', 'app.py'));
  const port = await findFreePort();
  const monitor = spawn(
    join(ports.root, 'bench', 'recovery', 'monitor.sh'),
    [folder, ports.python.onnx, String(port), demoDir('asr'), join(ports.root, 'python')],
    { stdio: 'ignore', detached: true },
  );
  const beganAt = performance.now();
  try {
    const askText = (): Promise<number> => untilText(`http://127.0.0.1:${port}/`, pcm, folder);
    await askText();
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ports.say(`the article's loop, kill ${round + 1} of ${rounds}`);
      await waitForMoment(beganAt, (round + 0.5) / rounds);
      await killApp(folder);
      seconds.push((await askText()) / 1000);
    }
    return seconds;
  } finally {
    await end(monitor, folder);
  }
}

/** Until the next moment at this share of the loop's pause. */
async function waitForMoment(beganAt: number, share: number): Promise<void> {
  const nowMs = (performance.now() - beganAt) % loopMs;
  await wait((share * loopMs - nowMs + loopMs) % loopMs);
}

/** Milliseconds until the server answers with text. */
async function untilText(url: string, pcm: string, folder: string): Promise<number> {
  const beganAt = performance.now();
  for (;;) {
    const text = await fetch(url, { method: 'POST', body: pcm }).then(
      (answer) => answer.text(),
      () => '',
    );
    const tookMs = performance.now() - beganAt;
    if (text !== '') return tookMs;
    if (tookMs > patienceMs) {
      const log = await readFile(join(folder, 'instance_1', 'log.txt'), 'utf8');
      throw new Error(`the rival's server never answered:\n${log}`);
    }
    await wait(retryMs);
  }
}

async function killApp(folder: string): Promise<void> {
  for (const pid of await findApps(folder)) process.kill(pid, 'SIGKILL');
}

/** Pids of the servers started from this folder. */
async function findApps(folder: string): Promise<number[]> {
  const app = join(folder, 'instance_1', 'app.py');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return line.split('\0')[1] === app ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

async function end(monitor: ChildProcess, folder: string): Promise<void> {
  if (monitor.pid !== undefined && monitor.exitCode === null) {
    process.kill(-monitor.pid, 'SIGKILL');
    await once(monitor, 'exit');
  }
  await killApp(folder);
  await rm(folder, { recursive: true, force: true });
}
