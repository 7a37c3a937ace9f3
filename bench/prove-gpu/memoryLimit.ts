/** The limit of a worker's own: what goes beyond it is answered `failed oom`, and the next batch is right. */
import type { OneWorker } from '../../e2e/worker.ts';
import { WorkerRefused } from '../../electron/host/ports.ts';
import { check, renderFigure } from './proof.ts';
import type { Part } from './proof.ts';
import { cutSegments, injected, openOn, recogniseBatch, settledBeat, withWorker } from './stand.ts';
import type { Stand } from './stand.ts';

/** Above what the loaded model keeps: CUDA's own part, which a limit includes, and a few batches. */
const roomMiB = 1024;
/** CUDA's own part is an estimate. */
const tolerance = 1.05;
const lengthS = 30;
const mostSegments = 1024;
/** Without a card out of memory is made up: chance at every stage of a batch, and how many batches meet it. */
const trial = { chance: 0.2, batches: 30 };

/** What came of a batch: a text of its first segment, or the refusal's words. */
interface Outcome {
  readonly segments: number;
  readonly text: string | null;
  readonly refusal: string | null;
}

export async function proveMemoryLimit(stand: Stand): Promise<Part> {
  stand.say('the memory limit');
  if (stand.isTrial) {
    const opening = openOn(stand, {}, injected({ oom: trial.chance, cuda: 0 }));
    return withWorker(opening, (worker) => provoke(stand, worker, null));
  }
  const loadedMiB = await withWorker(
    openOn(stand),
    async (worker) => (await settledBeat(worker)).reservedMiB,
  );
  const limitMiB = Math.ceil(loadedMiB ?? 0) + roomMiB;
  return withWorker(openOn(stand, { vramLimitMiB: limitMiB }), (worker) => provoke(stand, worker, limitMiB));
}

async function provoke(stand: Stand, worker: OneWorker, limitMiB: number | null): Promise<Part> {
  const ask = (count: number): Promise<Outcome> => tryBatch(worker, stand, count);
  const outcomes = limitMiB === null ? await askOften(ask) : await askMore(ask);
  const beat = await settledBeat(worker);
  const { processMiB } = await stand.figuresOf(worker.hello.pid);
  const refusedAt = outcomes.findIndex(({ refusal }) => refusal !== null);
  const after = refusedAt < 0 ? [] : listTexts(outcomes.slice(refusedAt));
  const isRight = after.length > 0 && new Set(listTexts(outcomes)).size === 1;
  const takenMiB = processMiB ?? beat.reservedMiB;
  const kept = limitMiB === null || takenMiB === null ? null : takenMiB <= limitMiB * tolerance;
  return {
    name: 'memoryLimit',
    checks: [
      check(
        'too much is answered “failed oom”',
        refusedAt >= 0,
        outcomes[refusedAt]?.refusal ?? 'nothing was refused',
      ),
      check('the batch after it is right', isRight, after[0]?.slice(0, 20) ?? 'no text'),
      check(
        'the worker keeps to its limit',
        kept,
        `limit ${renderFigure(limitMiB, 'MiB')}, taken ${renderFigure(takenMiB, 'MiB')}`,
      ),
    ],
    figures: { limitMiB, isInjected: limitMiB === null, outcomes, beat, processMiB },
  };
}

/** One segment, then twice as many each time until they are refused, then the one again. */
async function askMore(ask: (count: number) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes = [await ask(1)];
  for (let count = 2; outcomes.at(-1)?.refusal === null && count <= mostSegments; count *= 2) {
    outcomes.push(await ask(count));
  }
  return [...outcomes, await ask(1)];
}

async function askOften(ask: (count: number) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  while (outcomes.length < trial.batches) outcomes.push(await ask(1));
  return outcomes;
}

async function tryBatch(worker: OneWorker, stand: Stand, segments: number): Promise<Outcome> {
  try {
    const { texts } = await recogniseBatch(worker, cutSegments(stand, segments, lengthS));
    return { segments, text: texts[0] ?? '', refusal: null };
  } catch (thrown) {
    if (!(thrown instanceof WorkerRefused) || thrown.kind !== 'oom') throw thrown;
    return { segments, text: null, refusal: thrown.message };
  }
}

/** Of batches of one segment, which is the same each time. */
function listTexts(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ segments, text }) => (segments === 1 && text !== null ? [text] : []));
}
