/** SubRip subtitles. */
import type { Transcript } from '../../contract/job.ts';
import { foldCues } from './formatCues.ts';

/**
 * UTF-8 without BOM, lines end in LF: every player in use splits on either ending, and LF is what ffmpeg and Whisper write,
 * so that programs that compare bytes or split on blank lines are served too. SubRip has no escapes: text stands as it is.
 */
export function renderSrt(transcript: Transcript): string {
  const blocks = foldCues(transcript).map(
    (cue, index) =>
      `${index + 1}\n${showTime(cue.fromMs)} --> ${showTime(cue.toMs)}\n${cue.lines.join('\n')}\n`,
  );
  return blocks.join('\n');
}

function showTime(ms: number): string {
  return showClock(ms, ',');
}

/** `hh:mm:ss` and three digits behind `point`; hours grow beyond two digits when they must. Ms from the file's start. */
export function showClock(ms: number, point: ',' | '.'): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${clock}${point}${String(Math.floor(ms) % 1000).padStart(3, '0')}`;
}
