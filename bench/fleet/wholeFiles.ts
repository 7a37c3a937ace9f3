/** The rival's workers: processes of their own with the same engine, each taking whole files. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PrecisionAsked } from '../../electron/contract/workerMessages.ts';
import { findFreePort } from '../../electron/host/freePort.ts';
import type { BenchPorts } from '../outcome.ts';
import type { Side } from './load.ts';

export interface WholeFiles {
  readonly ports: readonly number[];
  close(): Promise<void>;
}

const loadingMs = 60_000;
const retryMs = 50;

export interface Crew {
  readonly count: number;
  readonly threads: number;
  readonly precision: PrecisionAsked;
  /** null: the demo model. */
  readonly modelDir: string | null;
  /** An interpreter whose recogniser is a paced device; null: the environment's own. */
  readonly pythonPath: string | null;
}

/** Settles once each has read `clip`. */
export async function openWholeFiles(
  { root, python }: BenchPorts,
  { count, threads, precision, modelDir, pythonPath }: Crew,
  clip: string,
): Promise<WholeFiles> {
  const children: ChildProcess[] = [];
  const ports: number[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(children.map(end));
  };
  try {
    for (let index = 0; index < count; index += 1) {
      const port = await findFreePort();
      const script = join(root, 'bench', 'fleet', 'whole_files.py');
      const demo = join(root, 'resources', 'demo-model');
      const args = [String(port), modelDir ?? join(demo, 'asr'), demo, precision, String(threads)];
      const child = spawn(pythonPath ?? python.onnx, [script, ...args], {
        env: { ...process.env, PYTHONPATH: join(root, 'python') },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      children.push(child);
      ports.push(port);
    }
    for (const [index, child] of children.entries()) await untilRead(child, ports[index] ?? 0, clip);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { ports, close };
}

/** Files put to one address as to any of the workers. */
export function sideAt(name: string, port: number): Side {
  return {
    name,
    transcribe: async (path) => {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: path });
      if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
      return answer.text();
    },
  };
}

async function untilRead(child: ChildProcess, port: number, clip: string): Promise<void> {
  const until = performance.now() + loadingMs;
  for (;;) {
    const isRead = await sideAt('a worker', port)
      .transcribe(clip)
      .then(
        () => true,
        () => false,
      );
    if (isRead) return;
    if (child.exitCode !== null || performance.now() > until)
      throw new Error('a whole-file worker never read');
    await wait(retryMs);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
