/** Runs a small program for its answer; settles in time whatever the program does. */
import { tmpdir } from 'node:os';
import { openChild } from '../fleet/child.ts';

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No probe answers with more; the rest is dropped. */
const longestAnswer = 64 * 1024;

/** null: it could not be started, or had not ended after `limitMs`; its whole tree is killed then, and not waited for. */
export async function runBriefly(command: readonly string[], limitMs: number): Promise<Answer | null> {
  const [file = '', ...args] = command;
  return await new Promise((resolve) => {
    let stdout = '';
    let stderr = '';
    const child = openChild({ file, args, env: plainEnv() }, tmpdir(), {
      onSpawned: () => undefined,
      onSpawnFailed: () => settle(null),
      onLine: (line) => {
        if (stdout.length < longestAnswer) stdout += `${line}\n`;
      },
      onLog: (chunk) => {
        if (stderr.length < longestAnswer) stderr += chunk.toString('utf8');
      },
      onExited: (code) => settle({ code, stdout, stderr }),
    });
    const timer = setTimeout(() => {
      child.kill();
      settle(null);
    }, limitMs);
    function settle(answer: Answer | null): void {
      clearTimeout(timer);
      resolve(answer);
    }
  });
}

/** The host's own variables, less what would change another program's Python. */
function plainEnv(): Record<string, string> {
  const dropped = ['PYTHONPATH', 'PYTHONHOME', 'NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE'];
  const kept = Object.entries(process.env).filter(([name]) => !dropped.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}
