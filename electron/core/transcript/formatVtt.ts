/** WebVTT subtitles (W3C): for browsers. */
import type { Transcript } from '../../contract/job.ts';
import { foldCues } from './formatCues.ts';
import { showClock } from './formatSrt.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Hours always stand; `&`, `<` and `>` are escaped, so that no text can be taken for a tag or for `-->`. */
export function renderVtt(transcript: Transcript): string {
  const blocks = foldCues(transcript).map((cue) => {
    const text = cue.lines.join('\n').replace(/[&<>]/g, (character) => escapes[character] ?? character);
    return `\n${showClock(cue.fromMs, '.')} --> ${showClock(cue.toMs, '.')}\n${text}\n`;
  });
  return `WEBVTT\n${blocks.join('')}`;
}
