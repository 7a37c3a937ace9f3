/** am.mvn: mean and variance of the features, as Kaldi writes them. */
import type { ModelCheckLine, ModelRole } from '../../contract/model.ts';
import { makeCheckLine } from './checkLine.ts';
import { fileProblem } from './modelCheckFacts.ts';
import type { ModelFacts } from './modelCheckFacts.ts';

/** Feature sizes: 80 mel bins × 7 stacked frames for speech recognition, × 5 for the detector (FunASR's lfr_m). */
const widths = { asr: 560, vad: 400 } as const;

/** Values behind `<AddShift>` and `<Rescale>`; null where either is missing or holds something else than finite numbers. */
export function countMvn(text: string): { shift: number; rescale: number } | null {
  const shift = countValues(text, '<AddShift>');
  const rescale = countValues(text, '<Rescale>');
  return shift === null || rescale === null ? null : { shift, rescale };
}

export function judgeMvn(facts: ModelFacts, role: Exclude<ModelRole, 'punc'>): ModelCheckLine {
  const item = 'am.mvn';
  const problem = fileProblem(facts, item);
  if (problem !== null) return makeCheckLine(item, false, problem);
  const counts = countMvn(facts.mvn ?? '');
  if (counts === null) return makeCheckLine(item, false, { code: 'mvn-unreadable' });
  const width = widths[role];
  const isGood = counts.shift === width && counts.rescale === width;
  const words = { code: isGood ? 'mvn-good' : 'mvn-size', detail: { ...counts, width } } as const;
  return makeCheckLine(item, isGood, words);
}

/** FunASR reads the line behind the marker's: `<LearnRateCoef> 0 [ v1 … ]` (frontends/wav_frontend.py, load_cmvn). */
function countValues(text: string, marker: string): number | null {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.trim().startsWith(marker));
  if (at < 0) return null;
  const row = /^\s*<LearnRateCoef>\s+\S+\s+\[([^\]]*)\]/.exec(lines[at + 1] ?? '');
  const values = (row?.[1] ?? '').trim().split(/\s+/).map(Number);
  return row && values.every(Number.isFinite) ? values.length : null;
}
