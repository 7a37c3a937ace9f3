/** Says once for each file why a running host lets it wait: the wait may be long, and only its operator can end it. */
import type { JobView } from '../contract/job.ts';
import type { TranscribeRun } from './transcribePlan.ts';

const reasons = {
  en: {
    'no-instance': 'waits: no instance has a model for it',
    'instance-stopped': 'waits: its instance is stopped (paradeck instances start NAME)',
    'instance-failed': 'waits: its instance has failed (paradeck status)',
    'disk-full': 'waits: the disk is full',
    paused: 'paused by its user (paradeck jobs resume ID)',
  },
  'zh-CN': {
    'no-instance': '等待中：没有适用模型的实例',
    'instance-stopped': '等待中：实例已停止（paradeck instances start 名称）',
    'instance-failed': '等待中：实例失败（paradeck status）',
    'disk-full': '等待中：磁盘已满',
    paused: '已被暂停（paradeck jobs resume 编号）',
  },
} as const;

/** An own host says nothing: its instances are still coming up, and if none will the run ends with the cause. */
export function createWaitNotice({ reached, terminal, line }: TranscribeRun): (job: JobView) => void {
  const told = new Set<string>();
  return (job) => {
    const reason = job.state === 'paused' ? 'paused' : job.waiting;
    if (reached.isOwn || reason === null || told.has(`${job.id} ${reason}`)) return;
    told.add(`${job.id} ${reason}`);
    line.tell(`${job.name}: ${reasons[terminal.language][reason]}\n`);
  };
}
