import type { Sentence } from '../../electron/contract/job.ts';
import { renderClock } from '../figures/figures.ts';

/** A line a sentence, with where it begins in front; sentences left out are none. */
export function renderTimedLines(sentences: readonly Pick<Sentence, 'text' | 'fromMs'>[]): string {
  return sentences
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, fromMs }) => `[${renderClock(fromMs / 1000)}] ${text.trim()}`)
    .join('\n');
}
