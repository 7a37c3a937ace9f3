/** The pin, and fp32 against stock FunASR on the same seat: the same texts, clip by clip. */
import { charErrorRate } from '../../e2e/charError.ts';
import type { OneWorker } from '../../e2e/worker.ts';
import type { Timed } from '../contest.ts';
import type { StockRound } from '../stock.ts';
import { check, renderFigure } from './proof.ts';
import type { Part } from './proof.ts';
import { openOn, timeWarm, withWorker } from './stand.ts';
import type { Stand } from './stand.ts';

/** What the other parts are compared with. */
export interface Exact {
  readonly parts: readonly Part[];
  /** All clips in fp32, by a device that has seen their shapes. */
  readonly timed: Timed;
  readonly warmupText: string;
}

export function proveExact(stand: Stand, stock: StockRound): Promise<Exact> {
  stand.say('pin, and text in fp32');
  return withWorker(openOn(stand), async (worker) => {
    const timed = await timeWarm(stand, worker);
    return {
      parts: [await judgePin(stand, worker), judgeText(stand, stock, timed)],
      timed,
      warmupText: worker.ready.warmupText,
    };
  });
}

async function judgePin(stand: Stand, { ready, hello }: OneWorker): Promise<Part> {
  const { device } = stand.seat;
  const ordered = device.kind === 'cpu' ? null : device.uuid;
  const { seenOn } = await stand.figuresOf(hello.pid);
  const isElsewhere = ordered !== null && seenOn.some((uuid) => uuid !== ordered);
  return {
    name: 'pin',
    checks: [
      check(
        'the worker names the card it was pinned to',
        ordered === null ? null : ready.gpuUuid === ordered,
        ready.gpuUuid ?? ready.device,
      ),
      check(
        'nvidia-smi lists the worker on that card alone',
        seenOn.length === 0 ? null : !isElsewhere,
        seenOn.length === 0 ? 'it lists no process of ours' : seenOn.join(', '),
      ),
    ],
    figures: { ordered, echoed: ready.gpuUuid, name: ready.gpuName, seenOn, versions: hello.versions },
  };
}

function judgeText({ audioS }: Stand, stock: StockRound, { texts, seconds }: Timed): Part {
  const { unlike, percent } = compareTexts(stock.texts, texts);
  const speedX = audioS / seconds;
  const found = `${renderFigure(speedX, '× real time')}, ${texts.length - unlike} of ${texts.length} clips, ${percent.toFixed(3)} % of the characters differ`;
  return {
    name: 'text',
    checks: [check('fp32: every text is stock FunASR’s', unlike === 0, found)],
    figures: { clips: texts.length, unlike, percent, speedX },
  };
}

/** Clips whose texts differ, and the share of characters. */
export function compareTexts(
  reference: readonly string[],
  heard: readonly string[],
): { readonly unlike: number; readonly percent: number } {
  const bare = (text: string | undefined): string => (text ?? '').replaceAll(' ', '');
  return {
    unlike: reference.filter((text, at) => bare(text) !== bare(heard[at])).length,
    percent: 100 * charErrorRate(reference.join(''), heard.join('')),
  };
}
