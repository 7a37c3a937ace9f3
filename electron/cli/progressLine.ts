/** Progress on stderr: one line that redraws itself on a terminal, a line now and then elsewhere. */
import type { JobView } from '../contract/job.ts';
import type { Terminal } from './command.ts';
import type { Language } from './language.ts';
import { renderClock } from './timings.ts';

const redrawMs = 100;
const sparseMs = 10_000;

const words = {
  en: {
    ...{ decode: 'decoding', speech: 'finding speech', recognise: 'recognising', punctuate: 'punctuating' },
    ...{ save: 'saving', of: 'of', left: 'left', queued: 'starting', files: 'files' },
  },
  'zh-CN': {
    ...{ decode: '解码', speech: '检测语音', recognise: '识别', punctuate: '加标点' },
    ...{ save: '保存', of: '/', left: '剩余', queued: '启动中', files: '个文件' },
  },
} as const;

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** The job to tell of; null before any has begun. */
  readonly job: JobView | null;
}

/** Files done, then name, stage, seconds of audio, speed and time left of the one at work. */
export function renderProgress({ done, total, job }: Progress, language: Language): string {
  const word = words[language];
  const files = total > 1 ? `${done}/${total} ${word.files}` : '';
  if (job === null) return [files, word.queued].filter(Boolean).join(' · ');
  const { stage, recognisedS, speechS, decodedS, totalS, speedX, etaS } = job.progress;
  const heardS = stage === 'decode' || stage === 'speech' ? decodedS : recognisedS;
  const wholeS = stage === 'decode' || stage === 'speech' ? totalS : speechS;
  const amount =
    wholeS === null ? renderClock(heardS) : `${renderClock(heardS)} ${word.of} ${renderClock(wholeS)}`;
  const speed = speedX === null ? '' : `${Math.round(speedX)}×`;
  const left = etaS === null ? '' : `${renderClock(etaS)} ${word.left}`;
  return [files, job.name, `${word[stage]} ${amount}`, speed, left].filter(Boolean).join(' · ');
}

export interface ProgressLine {
  show(progress: Progress): void;
  /** Tells something that stays, above the line. */
  tell(text: string): void;
  close(): void;
}

export function openProgressLine({ tell, columns, language }: Terminal): ProgressLine {
  let shownAt = 0;
  let isDrawn = false;
  const erase = (): void => {
    if (isDrawn) tell('\r\u001b[2K');
    isDrawn = false;
  };
  return {
    show: (progress) => {
      const now = performance.now();
      if (now - shownAt < (columns === null ? sparseMs : redrawMs)) return;
      // The first sparse line comes after the first span: a short run needs none.
      if (columns === null && shownAt === 0) {
        shownAt = now;
        return;
      }
      shownAt = now;
      const line = renderProgress(progress, language);
      if (columns === null) return tell(`${line}\n`);
      erase();
      tell(cutToWidth(line, columns - 1));
      isDrawn = true;
    },
    tell: (text) => {
      erase();
      tell(text);
    },
    close: erase,
  };
}

/** A line that wraps can't be erased. East Asian characters take two columns. */
function cutToWidth(line: string, columns: number): string {
  let width = 0;
  let kept = '';
  for (const character of line) {
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        character,
      )
        ? 2
        : 1;
    if (width > columns) break;
    kept += character;
  }
  return kept;
}
