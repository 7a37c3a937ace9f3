/** CUDA graphs, a setting: the same texts as without them, and what they bring. Without a card only the padding they need is tried. */
import { compareTexts } from './exact.ts';
import type { Exact } from './exact.ts';
import { check, renderFigure } from './proof.ts';
import type { Part } from './proof.ts';
import { openOn, timeWarm, withWorker } from './stand.ts';
import type { Stand } from './stand.ts';

/** In fp32, where other shapes round no text away. */
export async function proveGraphs(stand: Stand, { timed: plain }: Exact): Promise<Part> {
  stand.say('CUDA graphs');
  const graphed = await withWorker(openOn(stand, { cudaGraphs: true }), (worker) => timeWarm(stand, worker));
  const { unlike, percent } = compareTexts(plain.texts, graphed.texts);
  const speedX = stand.audioS / graphed.seconds;
  const gainX = plain.seconds / graphed.seconds;
  const found = `${renderFigure(speedX, '× real time')}, ${renderFigure(gainX, '×')} as fast as without, ${percent.toFixed(3)} % of the characters differ`;
  return {
    name: 'graphs',
    checks: [check('CUDA graphs change no text', unlike === 0, found)],
    figures: { speedX, gainX, unlike, percent },
  };
}
