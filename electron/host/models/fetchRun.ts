/** One fetch from its beginning to a model that is checked: environment, download, check. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ModelFetch, ModelHub, ModelView } from '../../contract/model.ts';
import { Failed } from '../../core/failed.ts';
import { foldSpeed, speedOf } from '../../core/models/fetchSpeed.ts';
import type { SpeedTrack } from '../../core/models/fetchSpeed.ts';
import type { Clock, Models } from '../ports.ts';
import { openFetchChild } from './fetchChild.ts';
import type { FetchSaid } from './fetchSaid.ts';

export interface FetchTools {
  readonly models: Pick<Models, 'add'>;
  readonly clock: Clock;
  /** Folder that holds paradeck_fetch. */
  readonly pythonDir: string;
  /** An interpreter with the hubs' clients, installed if need be; `say` hears how that goes. */
  makePython(say: (line: string) => void, signal: AbortSignal): Promise<string>;
  /** As the settings have it now. */
  huggingFaceMirror(): string | null;
  /** Without a byte for so long a fetch is given up. */
  readonly silenceMs: number;
}

export interface FetchTask {
  readonly fullId: string;
  readonly hub: ModelHub;
  /** Where the model comes to lie. */
  readonly dir: string;
  readonly signal: AbortSignal;
  show(changed: Partial<ModelFetch>): void;
}

/** Resolves with the id of the model once it is checked and known. Rejects when aborted, and with Failed. */
export async function runFetch(tools: FetchTools, task: FetchTask): Promise<string> {
  const { dir, signal } = task;
  const python = await tools.makePython((note) => task.show({ note }), signal);
  task.show({ note: null });
  await mkdir(dir, { recursive: true });
  signal.throwIfAborted();
  await download(tools, task, python);
  task.show({ state: 'checking', speedBytesS: null });
  const added = (await tools.models.add(dir)).filter(
    (model) => model.dir === dir || dirname(model.dir) === dir,
  );
  return judgeAdded(added, dir);
}

async function download(tools: FetchTools, task: FetchTask, python: string): Promise<void> {
  const { hub, fullId, dir, signal } = task;
  const follow = createFollower(tools.clock, task);
  const silence = new AbortController();
  const huggingFaceMirror = tools.huggingFaceMirror();
  const order = { python, pythonDir: tools.pythonDir, hub, fullId, dir, huggingFaceMirror };
  const child = openFetchChild(order, (said) => {
    if (follow(said)) timer.refresh();
  });
  const timer = setTimeout(() => silence.abort(), tools.silenceMs);
  const either = AbortSignal.any([signal, silence.signal]);
  either.addEventListener('abort', child.kill);
  try {
    await child.ended;
  } catch (thrown) {
    signal.throwIfAborted();
    if (!silence.signal.aborted) throw thrown;
    const seconds = Math.round(tools.silenceMs / 1000);
    throw new Failed('fetch-too-slow', `nothing came from the hub for ${seconds} s`, { seconds });
  } finally {
    clearTimeout(timer);
    either.removeEventListener('abort', child.kill);
  }
}

/** Shows what the process says; true where that is a sign of life: the list, or more bytes than ever before. */
function createFollower(clock: Clock, task: FetchTask): (said: FetchSaid) => boolean {
  let track: SpeedTrack = [];
  let mostBytes = 0;
  return (said) => {
    if (said.type === 'listed') {
      task.show({ state: 'downloading', totalBytes: said.totalBytes });
      return true;
    }
    if (said.type !== 'progress') return false;
    const { doneBytes, keptBytes } = said;
    track = foldSpeed(track, { atMs: clock.now(), bytes: Math.max(0, doneBytes - keptBytes) });
    task.show({ doneBytes, speedBytesS: speedOf(track) });
    const isMore = doneBytes > mostBytes;
    mostBytes = Math.max(mostBytes, doneBytes);
    return isMore;
  };
}

/** A set of three goes by its recogniser. */
function judgeAdded(added: readonly ModelView[], dir: string): string {
  const wrong = added.flatMap(({ checks }) => checks.filter(({ isGood }) => !isGood));
  const model = added.find(({ role }) => role === 'asr') ?? added[0];
  if (model && wrong.length === 0) return model.id;
  const reasons = wrong.map(({ item, message }) => `${item}: ${message}`).join(' ');
  throw new Failed('model-invalid', reasons || `${dir} holds no model`, { dir });
}
