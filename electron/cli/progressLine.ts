/** A run's progress in a line: files, stage, seconds of audio, speed, time left. */
import type { JobView } from '../contract/job.ts';
import type { Terminal } from './command.ts';
import type { Language } from '../contract/language.ts';
import { openRedrawnLine } from './redrawnLine.ts';
import { renderClock } from './timings.ts';

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

export function openProgressLine(terminal: Terminal): ProgressLine {
  const line = openRedrawnLine(terminal);
  return { ...line, show: (progress) => line.show(() => renderProgress(progress, terminal.language)) };
}
