/** Made-up jobs, texts and logs for working on the panel without a host. */
import type { JobView, SegmentView, Transcript } from '../../electron/contract/job.ts';
import type { LogLine } from '../../electron/contract/push.ts';

const minuteMs = 60_000;
const sentences = [
  '今天会议主要讨论第三季度的销售计划。',
  '北京和上海两个团队的目标已经完成百分之八十五。',
  '请各位同事在星期五之前把报告发给我。',
  '客户希望我们下个月开始测试新的系统。',
  '这个问题需要工程部门和质检部门一起解决。',
  '好的，谢谢大家，我们下次再见。',
];

type Over = Omit<Partial<JobView>, 'progress'> & { progress?: Partial<JobView['progress']> };

export function makeJob(id: string, name: string, over: Over): JobView {
  const { progress, ...rest } = over;
  return {
    id,
    name,
    path: null,
    bytes: 48_000_000,
    target: { kind: 'fleet' },
    state: 'queued',
    waiting: null,
    failure: null,
    progress: {
      totalS: null,
      decodedS: 0,
      scannedS: 0,
      speechS: 0,
      recognisedS: 0,
      stage: 'decode',
      fraction: null,
      speedX: null,
      etaS: null,
      ...progress,
    },
    acceptedAt: Date.now() - 3 * minuteMs,
    putFirstAt: null,
    startedAt: null,
    endedAt: null,
    ranOn: [],
    device: null,
    modelName: 'Demo Paraformer',
    isDemo: true,
    isSimulated: false,
    characters: 0,
    sameAs: null,
    troubles: [],
    ...rest,
  };
}

const done = {
  state: 'done' as const,
  device: 'CPU',
  ranOn: ['a1', 'a2'],
  startedAt: Date.now() - 9 * minuteMs,
};

export function makeJobs(): JobView[] {
  const now = Date.now();
  return [...makeOpen(now), ...makeFailed(now), ...makeEnded(now)];
}

function makeOpen(now: number): JobView[] {
  return [
    makeJob('j1', '2026-11-20 季度销售会议 录音.m4a', {
      state: 'running',
      ranOn: ['a1'],
      target: { kind: 'instance', instanceId: 'a1' },
      device: 'CPU',
      startedAt: now - 50_000,
      characters: 4210,
      progress: {
        totalS: 11_050,
        decodedS: 6400,
        scannedS: 6100,
        speechS: 5210,
        recognisedS: 4300,
        stage: 'recognise',
        fraction: 0.41,
        speedX: 86,
        etaS: 75,
      },
    }),
    makeJob('j2', 'customer-call-0042.wav', {
      state: 'decoding',
      startedAt: now - 2_000,
      progress: { totalS: null, decodedS: 12, scannedS: 0, stage: 'decode', fraction: null },
    }),
    makeJob(
      'j3',
      'interview with a very long file name that does not fit into one line of the queue (final, take 2).mp3',
      {
        state: 'waiting',
        waiting: 'instance-stopped',
        target: { kind: 'instance', instanceId: 'a5' },
      },
    ),
    makeJob('j4', 'lecture.flac', {}),
  ];
}

function makeFailed(now: number): JobView[] {
  return [
    makeJob('j5', '课程录音.mp4', {
      state: 'failed',
      endedAt: now - 8 * minuteMs,
      failure: {
        code: 'file-not-audio',
        message: 'ffmpeg: Invalid data found when processing input',
        detail: { name: '课程录音.mp4' },
      },
    }),
    makeJob('j6', 'support-line-2026-11-19.opus', {
      state: 'incomplete',
      device: 'CPU',
      ranOn: ['a2'],
      troubles: makeTroubles(now - 22 * minuteMs),
      endedAt: now - 20 * minuteMs,
      characters: 9120,
      failure: { code: 'coverage-incomplete', message: '30:12 of 3:04:10 covered' },
      progress: { totalS: 11_050, recognisedS: 1812, speechS: 9000, stage: 'save', fraction: 0.17 },
    }),
  ];
}

/** As one segment that no memory holds would leave them. */
function makeTroubles(at: number): JobView['troubles'] {
  const oom = { instanceId: 'a2', kind: 'oom' } as const;
  return [
    { ...oom, at, paddedS: 280, segments: 24, next: 'half' },
    { ...oom, at: at + 4_000, paddedS: 140, segments: 12, next: 'alone' },
    { ...oom, at: at + 9_000, instanceId: 'a1', paddedS: 58, segments: 1, next: 'left-out' },
    { at: at + 15_000, instanceId: 'a1', kind: 'died', paddedS: 120, segments: 9, next: 'again' },
  ];
}

function makeEnded(now: number): JobView[] {
  return [
    makeJob('j7', '晨会.wav', {
      ...done,
      endedAt: now - 30 * minuteMs,
      characters: 812,
      progress: { totalS: 372, recognisedS: 300, stage: 'save', fraction: 1, speedX: 91 },
    }),
    makeJob('j8', 'podcast-episode-7.mp3', {
      ...done,
      endedAt: now - 26 * 60 * minuteMs,
      characters: 15_204,
      progress: { totalS: 3_905, recognisedS: 3_300, stage: 'save', fraction: 1, speedX: 102 },
    }),
    makeJob('j9', 'test.wav', {
      state: 'cancelled',
      endedAt: now - 40 * minuteMs,
      progress: { totalS: 100, fraction: 0.2 },
    }),
  ];
}

export function makeSegments(count: number, recognised: number): SegmentView[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    fromMs: index * 6200 + 400,
    toMs: index * 6200 + 5900,
    text: index < recognised ? (sentences[index % sentences.length] ?? '').replace(/[。，]/g, '') : '',
    instanceId: index < recognised ? 'a1' : null,
    isRecognised: index < recognised,
  }));
}

export function makePunctuated(count: number): string {
  return Array.from({ length: count }, (_, index) => sentences[index % sentences.length] ?? '').join('');
}

export function makeTranscript(job: JobView): Transcript {
  const lines = Array.from({ length: 40 }, (_, index) => {
    const text = sentences[index % sentences.length] ?? '';
    const fromMs = index * 6200 + 400;
    return { text, fromMs, toMs: fromMs + 5500, words: [{ text, fromMs, toMs: fromMs + 5500 }] };
  });
  return {
    jobId: job.id,
    name: job.name,
    text: lines.map((line) => line.text).join(''),
    sentences: lines,
    timesSource: 'spread',
    durationMs: (job.progress.totalS ?? 0) * 1000,
    modelName: job.modelName,
    isDemo: job.isDemo,
    hotwords: job.id === 'j7' ? ['阿里巴巴', 'ParaDeck', '张老师'] : [],
    holes: job.state === 'incomplete' ? [{ fromMs: 1_812_000, toMs: 11_050_000 }] : [],
    notes: ['times-estimated'],
    createdAt: job.endedAt ?? 0,
    editedAt: null,
  };
}

export function makeLog(from: number, count: number): LogLine[] {
  const texts = [
    'INFO load engine=onnx role=recogniser precision=int8 threads=4',
    'INFO model_quant.onnx 2.1 MiB opened in 84 ms',
    'INFO warm-up 312 ms, text as on the card',
    'INFO ready',
    'INFO batch b-0042 24 segments 148.2 s padded 161.0 s compute 1.41 s',
    'WARNING batch b-0043 took 2.2 s, predicted 1.3 s; the packer learns from it and keeps the next ones shorter than this one was',
    'INFO batch b-0044 20 segments 120.0 s padded 133.0 s compute 1.20 s',
  ];
  return Array.from({ length: count }, (_, index) => ({
    offset: (from + index) * 80,
    at: Date.now() - (count - index) * 900,
    text: texts[(from + index) % texts.length] ?? '',
  }));
}
