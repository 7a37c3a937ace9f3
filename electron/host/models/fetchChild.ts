/** The process that talks to the hub: its own client in Python, ended with the host. */
import type { ModelHub } from '../../contract/model.ts';
import { planPythonEnv } from '../../core/box/pipEnvironment.ts';
import { Failed } from '../../core/failed.ts';
import type { Launch } from '../../core/supervise/launch.ts';
import { openChild } from '../fleet/child.ts';
import { parseFetchSaid } from './fetchSaid.ts';
import type { FetchSaid } from './fetchSaid.ts';

export interface FetchOrder {
  /** Interpreter of the environment with the hubs' clients. */
  readonly python: string;
  /** Folder that holds paradeck_fetch. */
  readonly pythonDir: string;
  readonly hub: ModelHub;
  readonly fullId: string;
  readonly dir: string;
  /** Address asked in place of huggingface.co; null: what the environment says. */
  readonly huggingFaceMirror: string | null;
}

export interface FetchChild {
  /** Resolves when the model is there; rejects with Failed, once the process is gone. */
  readonly ended: Promise<void>;
  kill(): void;
}

/** Lines of the client's own log that go with a failure it had no words for. */
const tailBytes = 2_000;

/** `onSaid` hears every line but the last, which `ended` tells of. */
export function openFetchChild(order: FetchOrder, onSaid: (said: FetchSaid) => void): FetchChild {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  let last: FetchSaid | null = null;
  let tail = '';
  const child = openChild(planFetch(order), order.dir, {
    onSpawned: () => undefined,
    onSpawnFailed: (message) => reject(new Failed('engine-not-installed', message)),
    onLine: (line) => {
      const said = parseFetchSaid(line);
      if (said === null) return;
      if (said.type === 'done' || said.type === 'failed') last = said;
      else onSaid(said);
    },
    onLog: (chunk) => {
      tail = (tail + chunk.toString('utf8')).slice(-tailBytes);
    },
    onExited: () => {
      if (last?.type === 'done') resolve();
      else if (last?.type === 'failed') reject(new Failed(last.code, last.message));
      else reject(new Failed('fetch-broken', `the download's process ended: ${tail.trim()}`));
    },
  });
  return { ended, kill: child.kill };
}

/** Unlike a worker's, the environment is passed on: mirrors, proxies, caches and tokens are the client's to read. */
function planFetch({ python, pythonDir, hub, fullId, dir, huggingFaceMirror }: FetchOrder): Launch {
  const command = [python, '-m', 'paradeck_fetch', hub, fullId, dir];
  const guard = [python, '-m', 'paradeck_worker.guard', String(process.pid), '--'];
  const [file = python, ...args] = process.platform === 'linux' ? [...guard, ...command] : command;
  // Hugging Face's other protocol keeps no part of a file; plain HTTP does, and mirrors speak it.
  const own = { PYTHONPATH: pythonDir, PYTHONUTF8: '1', PYTHONUNBUFFERED: '1', HF_HUB_DISABLE_XET: '1' };
  const mirror = huggingFaceMirror !== null && { HF_ENDPOINT: huggingFaceMirror };
  return { file, args, env: { ...planPythonEnv(process.env), ...mirror, ...own } };
}
