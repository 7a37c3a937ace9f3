/** `jobs`: the running host's queue. */
import type { Call } from '../contract/api.ts';
import type { JobState, JobView } from '../contract/job.ts';
import { Failed } from '../core/failed.ts';
import type { Command } from './command.ts';
import { Misused } from './command.ts';
import type { Language } from './language.ts';
import { attach } from './reach.ts';

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

export const jobsCommand: Command = {
  options: {},
  help: {
    en: `paradeck jobs list
paradeck jobs pause|resume|next|cancel ID

The queue of the running host: jobs under way and the newest that ended.
ID is a job's id as list shows it; its beginning or end is enough where no other has the same.
  pause   keeps all it has and takes no more time; resume goes on where it was
  next    puts it before all others
`,
    'zh-CN': `paradeck jobs list
paradeck jobs pause|resume|next|cancel 编号

正在运行的主机的队列：进行中的任务和最近结束的任务。
编号见 list；没有重复时只写开头或结尾即可。
  pause   保留已有结果，不再占用时间；resume 从原处继续
  next    移到所有任务之前
`,
  },
  run: async (terminal, { positionals }) => {
    const order = parseOrder(positionals);
    const reached = await attach(terminal);
    if (!reached) throw new Failed('instance-unavailable', 'no host runs on this data home: paradeck serve');
    try {
      const { jobs } = await reached.call('host.snapshot', {});
      const shown = order ? [await order.act(reached.call, findJob(jobs, order.part))] : jobs;
      for (const job of shown) terminal.print(`${renderJob(job, terminal.language)}\n`);
      return 0;
    } finally {
      await reached.close();
    }
  },
};

type Act = (call: Call, id: string) => Promise<JobView>;

const verbs: Readonly<Record<string, Act>> = {
  pause: (call, id) => call('jobs.pause', { id }),
  resume: (call, id) => call('jobs.resume', { id }),
  next: (call, id) => call('jobs.next', { id }),
  cancel: (call, id) => call('jobs.cancel', { id }),
};

/** null: only list. */
function parseOrder(positionals: readonly string[]): { readonly act: Act; readonly part: string } | null {
  const [verb = 'list', part, ...rest] = positionals;
  const surplus = verb === 'list' ? positionals.slice(1) : rest;
  if (surplus.length > 0) throw new Misused(`does not take ${surplus.join(' ')}`);
  if (verb === 'list') return null;
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) throw new Misused(`does not know ${verb}`);
  if (part === undefined) throw new Misused('needs the id of a job');
  return { act, part };
}

function findJob(jobs: readonly JobView[], part: string): string {
  const found = jobs.filter(({ id }) => id.startsWith(part) || id.endsWith(part));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  if (found.length > 1) throw new Misused(`${found.length} jobs begin or end with ${part}`);
  // An older one: the host knows.
  return part;
}

/** Unknown is no 0: a job nothing is known of yet has a dash. */
function renderJob({ id, state, progress, name }: JobView, language: Language): string {
  const percent = progress.fraction === null ? '—' : `${Math.floor(progress.fraction * 100)} %`;
  return `${id}  ${words[language][state]}  ${percent}  ${name}`;
}
