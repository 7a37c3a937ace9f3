/** What each precision but fp32 becomes on this seat, how its text differs from fp32's, and how fast it is. */
import type { PrecisionAsked } from '../../electron/contract/workerMessages.ts';
import { compareTexts } from './exact.ts';
import type { Exact } from './exact.ts';
import { check, renderFigure } from './proof.ts';
import type { Check, Part } from './proof.ts';
import { openOn, timeWarm, withWorker } from './stand.ts';
import type { Stand } from './stand.ts';

/** From this compute capability on, `auto` is bf16. */
const bf16Capability = 8;
const settings: readonly PrecisionAsked[] = ['auto', 'bf16', 'fp16'];

interface Tried {
  readonly asked: PrecisionAsked;
  readonly used: string;
  readonly note: string | null;
  readonly warmupMs: number;
  readonly isWarmupExact: boolean;
  readonly unlikeClips: number;
  readonly unlikePercent: number;
  readonly speedX: number;
}

export async function provePrecisions(stand: Stand, exact: Exact): Promise<Part> {
  const figures: Tried[] = [];
  for (const asked of settings) figures.push(await tryPrecision(stand, exact, asked));
  return { name: 'precisions', checks: figures.flatMap((tried) => judge(stand, tried)), figures };
}

function tryPrecision(stand: Stand, exact: Exact, asked: PrecisionAsked): Promise<Tried> {
  stand.say(`precision ${asked}`);
  return withWorker(openOn(stand, { precision: asked }), async (worker) => {
    const { ready } = worker;
    const { seconds, texts } = await timeWarm(stand, worker);
    const { unlike, percent } = compareTexts(exact.timed.texts, texts);
    return {
      asked,
      used: ready.precision,
      note: ready.precisionNote,
      warmupMs: ready.warmupMs,
      isWarmupExact: ready.warmupText === exact.warmupText,
      unlikeClips: unlike,
      unlikePercent: percent,
      speedX: stand.audioS / seconds,
    };
  });
}

/** Falling back to fp32 is right when the worker says why. */
function judge({ seat }: Stand, tried: Tried): Check[] {
  const { asked, used, note } = tried;
  const first = (seat.computeCapability ?? 0) >= bf16Capability ? 'bf16' : 'fp32';
  const wanted = asked === 'auto' ? first : asked;
  const isAsSaid = used === wanted || (used === 'fp32' && note !== null);
  const speed = renderFigure(tried.speedX, '× real time');
  const found = `${used}, ${speed}, ${tried.unlikePercent.toFixed(3)} % of the characters differ${note === null ? '' : `; ${note}`}`;
  return [
    check(
      `precision ${asked}: as documented, warm-up text as fp32’s`,
      isAsSaid && tried.isWarmupExact,
      found,
    ),
  ];
}
