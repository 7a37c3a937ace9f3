/** Where the time of a run went, as far as a caller can see it: by wall clock and the stage each job said it was in. */
import type { JobStage, JobView } from '../contract/job.ts';
import type { Language } from './language.ts';

type Span = JobStage | 'waiting';

interface Track {
  readonly job: JobView;
  readonly span: Span | null;
  /** ms when the span began. */
  readonly since: number;
  readonly spentMs: Readonly<Partial<Record<Span, number>>>;
}

/** Times are ms of one clock. */
export interface Timings {
  readonly beganAt: number;
  readonly hostMs: number | null;
  readonly readyMs: number | null;
  readonly firstTextMs: number | null;
  readonly tracks: ReadonlyMap<string, Track>;
}

export function startTimings(beganAt: number): Timings {
  return { beganAt, hostMs: null, readyMs: null, firstTextMs: null, tracks: new Map() };
}

export type Mark = 'hostMs' | 'readyMs' | 'firstTextMs';

/** The first time of each mark counts. */
export function foldMark(timings: Timings, mark: Mark, now: number): Timings {
  return timings[mark] === null ? { ...timings, [mark]: now - timings.beganAt } : timings;
}

export function foldJob(timings: Timings, job: JobView, now: number): Timings {
  const before = timings.tracks.get(job.id) ?? { job, span: null, since: now, spentMs: {} };
  const spent =
    before.span === null ? {} : { [before.span]: (before.spentMs[before.span] ?? 0) + now - before.since };
  const track = { job, span: spanOf(job), since: now, spentMs: { ...before.spentMs, ...spent } };
  return { ...timings, tracks: new Map([...timings.tracks, [job.id, track]]) };
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

/** One line for every run: files, audio, time, speed. */
export function renderSummary(timings: Timings, now: number, language: Language): string {
  const word = words[language];
  const audioS = [...timings.tracks.values()].reduce((sum, { job }) => sum + (job.progress.totalS ?? 0), 0);
  const totalS = (now - timings.beganAt) / 1000;
  const speedX = totalS > 0 ? audioS / totalS : 0;
  const speed = speedX < 10 ? speedX.toFixed(1) : String(Math.round(speedX));
  const first =
    timings.firstTextMs === null ? '' : ` · ${word.firstTextMs} ${renderSeconds(timings.firstTextMs)}`;
  const count = timings.tracks.size;
  const files = `${count} ${count === 1 ? word.file : word.files}`;
  return `${files} · ${word.audio} ${renderClock(audioS)} · ${totalS.toFixed(1)} s · ${speed} ${word.realTime}${first}\n`;
}

/** The table of `--timings`: when things were ready, then each file's seconds by stage. */
export function renderTimings(timings: Timings, language: Language): string {
  const word = words[language];
  const marks = (['hostMs', 'readyMs', 'firstTextMs'] as const).flatMap((mark) => {
    const ms = timings[mark];
    return ms === null ? [] : [`  ${word[mark]}: ${renderSeconds(ms)}\n`];
  });
  const files = [...timings.tracks.values()].map(({ job, spentMs }) => {
    const parts = spans.flatMap((span) => {
      const ms = spentMs[span];
      return ms === undefined ? [] : [`${word[span]} ${renderSeconds(ms)}`];
    });
    return `  ${job.name} (${renderClock(job.progress.totalS ?? 0)}): ${parts.join(', ')}\n`;
  });
  return [...marks, ...files].join('');
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
