/** Hotwords: words and names that a model should lean towards, as a user writes them. */
import { hotwordLimits } from '../contract/job.ts';
import { Failed } from './failed.ts';

/** A word a line; those that begin with # are remarks. */
export function dropRemarks(lines: readonly string[]): string[] {
  return lines.filter((line) => !line.trimStart().startsWith('#'));
}

/** Trimmed, without empty ones and without the same one twice, in their order. Throws bad-request beyond the limits. */
export function foldHotwords(words: readonly string[]): string[] {
  const kept = [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
  const { words: most, characters } = hotwordLimits;
  const long = kept.find((word) => [...word].length > characters);
  if (long !== undefined) {
    const message = `a hotword has at most ${characters} characters: ${[...long].slice(0, characters).join('')}…`;
    throw new Failed('bad-request', message, { field: 'hotwords', characters });
  }
  if (kept.length > most) {
    throw new Failed('bad-request', `${kept.length} hotwords, more than ${most}`, {
      field: 'hotwords',
      words: most,
    });
  }
  return kept;
}
