/** The rival of stock.py as a process that keeps its models between rounds. */
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { execa } from 'execa';
import { root } from '../e2e/box.ts';
import type { Contestant, Timed } from './contest.ts';

export interface StockOptions {
  /** Interpreter of an environment with FunASR. */
  readonly python: string;
  /** Arguments of FunASR's AutoModel, `device` and `ncpu` among them. */
  readonly autoModel: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What the card was asked for, MiB; null on the CPU. */
export interface StockRound extends Timed {
  readonly cuda: {
    readonly reservedMiB: number;
    readonly allocatedMiB: number;
    readonly uuid: string;
  } | null;
}

export interface Stock extends Contestant {
  readonly pid: number;
  round(): Promise<StockRound>;
}

/** Settles once the models are loaded and warm; throws with the process's last words. */
export async function openStock(options: StockOptions, clips: readonly string[]): Promise<Stock> {
  const script = join(root, 'bench', 'stock.py');
  const child = execa(options.python, [script, JSON.stringify(options.autoModel)], {
    ...(options.env && { env: options.env }),
    buffer: { stdout: false },
    reject: false,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line: string): Promise<unknown> => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await lines.next();
    if (done !== true) return JSON.parse(value) as unknown;
    const { stderr } = await child;
    throw new Error(`stock FunASR ended:\n${stderr.slice(-4_000)}`);
  };
  await ask(JSON.stringify(clips));
  return {
    pid: child.pid ?? -1,
    name: `stock FunASR (ncpu=${String(options.autoModel['ncpu'])})`,
    round: async () => (await ask('round')) as StockRound,
    close: async () => {
      child.stdin.end();
      await child;
    },
  };
}
