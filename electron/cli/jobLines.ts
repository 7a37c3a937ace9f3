/** A job as a line of `jobs list`. */
import type { JobState, JobView } from '../contract/job.ts';
import type { Language } from '../contract/language.ts';
import { renderClock } from './timings.ts';

const words: Readonly<Record<Language, Readonly<Record<JobState, string>>>> = {
  en: {
    ...{
      queued: 'queued',
      waiting: 'waiting',
      paused: 'paused',
      decoding: 'reading file',
      running: 'running',
    },
    ...{ done: 'done', incomplete: 'incomplete', skipped: 'skipped', failed: 'failed' },
    ...{ cancelled: 'cancelled', quarantined: 'set aside' },
  },
  'zh-CN': {
    ...{ queued: '排队中', waiting: '等待', paused: '已暂停', decoding: '读取文件', running: '进行中' },
    ...{ done: '完成', incomplete: '不完整', skipped: '已跳过', failed: '失败' },
    ...{ cancelled: '已取消', quarantined: '已隔离' },
  },
};

/** Unknown is no 0: a job nothing is known of yet has a dash. */
export function renderJob(job: JobView, language: Language): string {
  const { id, state, progress, name, device, sameAs } = job;
  const { fraction, speedX, etaS } = progress;
  const isUnderWay = job.endedAt === null;
  const figures = [
    fraction === null ? '—' : `${Math.floor(fraction * 100)} %`,
    isUnderWay && speedX !== null ? `${speedX.toFixed(1)}×` : null,
    isUnderWay && etaS !== null ? renderLeft(etaS, language) : null,
    device,
  ];
  const same = sameAs === null ? '' : `  = ${sameAs}`;
  return `${id}  ${words[language][state]}  ${figures.filter((one) => one !== null).join('  ')}  ${name}${same}`;
}

function renderLeft(etaS: number, language: Language): string {
  const clock = renderClock(etaS);
  return language === 'zh-CN' ? `还需 ${clock}` : `${clock} left`;
}
