/** Where the time of a run went, as far as a caller can see it: by wall clock and the stage each job said it was in. */
import type { JobStage, JobView } from '../contract/job.ts';
import type { Language } from '../contract/language.ts';

type Span = JobStage | 'waiting';

/** One job's time so far, ms by span. */
export interface Track {
  readonly job: JobView;
  readonly span: Span | null;
  /** ms when the span began. */
  readonly since: number;
  readonly spentMs: Readonly<Partial<Record<Span, number>>>;
}

/** When things were first there, ms since the run began. */
export type Mark = 'hostMs' | 'readyMs' | 'firstTextMs';

export interface Timings {
  readonly marks: Readonly<Partial<Record<Mark, number>>>;
  readonly tracks: readonly Track[];
}

/** The time since the job's last view goes to the span that one was in. */
export function foldTrack(before: Track | undefined, job: JobView, now: number): Track {
  const { span, since, spentMs } = before ?? { span: null, since: now, spentMs: {} };
  const spent = span === null ? {} : { [span]: (spentMs[span] ?? 0) + now - since };
  return { job, span: spanOf(job), since: now, spentMs: { ...spentMs, ...spent } };
}

function spanOf({ state, progress }: JobView): Span | null {
  if (state === 'queued' || state === 'waiting' || state === 'paused') return 'waiting';
  return state === 'decoding' || state === 'running' ? progress.stage : null;
}

const spans: readonly Span[] = ['waiting', 'decode', 'speech', 'recognise', 'punctuate', 'save'];

const words = {
  en: {
    ...{ waiting: 'waiting', decode: 'decode', speech: 'find speech', recognise: 'recognise' },
    ...{ punctuate: 'punctuate', save: 'save', hostMs: 'host', readyMs: 'first instance ready' },
    ...{ firstTextMs: 'first text', audio: 'audio', realTime: '× real time', file: 'file', files: 'files' },
  },
  'zh-CN': {
    ...{ waiting: '等待', decode: '解码', speech: '语音检测', recognise: '识别' },
    ...{ punctuate: '标点', save: '保存', hostMs: '主机就绪', readyMs: '首个实例就绪' },
    ...{ firstTextMs: '首段文字', audio: '音频', realTime: '倍实时', file: '个文件', files: '个文件' },
  },
} as const;

/** One line for every run: files, audio, time, speed. `now` is ms since the run began. */
export function renderSummary({ marks, tracks }: Timings, now: number, language: Language): string {
  const word = words[language];
  const audioS = tracks.reduce((sum, { job }) => sum + (job.progress.totalS ?? 0), 0);
  const totalS = now / 1000;
  const speedX = totalS > 0 ? audioS / totalS : 0;
  const speed = speedX < 10 ? speedX.toFixed(1) : String(Math.round(speedX));
  const pace = audioS > 0 ? ` · ${speed} ${word.realTime}` : '';
  const first =
    marks.firstTextMs === undefined ? '' : ` · ${word.firstTextMs} ${renderSeconds(marks.firstTextMs)}`;
  const count = tracks.length;
  const files = `${count} ${count === 1 ? word.file : word.files}`;
  return `${files} · ${word.audio} ${renderClock(audioS)} · ${totalS.toFixed(1)} s${pace}${first}\n`;
}

/** The table of `--timings`: when things were ready, then each file's seconds by stage. */
export function renderTimings({ marks, tracks }: Timings, language: Language): string {
  const word = words[language];
  const firsts = (['hostMs', 'readyMs', 'firstTextMs'] as const).flatMap((mark) => {
    const ms = marks[mark];
    return ms === undefined ? [] : [`  ${word[mark]}: ${renderSeconds(ms)}\n`];
  });
  const files = tracks.map(({ job, spentMs }) => {
    const parts = spans.flatMap((span) => {
      const ms = spentMs[span];
      return ms === undefined ? [] : [`${word[span]} ${renderSeconds(ms)}`];
    });
    return `  ${job.name} (${renderClock(job.progress.totalS ?? 0)}): ${parts.join(', ')}\n`;
  });
  return [...firsts, ...files].join('');
}

function renderSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** Seconds as h:mm:ss, or m:ss below an hour. */
export function renderClock(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(m).padStart(h > 0 ? 2 : 1, '0')}:${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${tail}` : tail;
}
