/** `jobs`: the running host's queue, and what it has done. */
import type { Call } from '../contract/api.ts';
import type { JobView } from '../contract/job.ts';
import { Failed } from '../core/failed.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { isOn, Misused, numberOf, refuseSurplus, unknownVerb } from './command.ts';
import { renderJob } from './jobLines.ts';
import { attach } from './reach.ts';

export const jobsCommand: Command = {
  options: {
    json: { type: 'boolean' },
    all: { type: 'boolean' },
    'older-than': { type: 'string' },
    yes: { type: 'boolean', short: 'y' },
  },
  help: {
    en: `paradeck jobs list [--all] [--json]
paradeck jobs pause|resume|next|cancel|retry|redo|rm ID...
paradeck jobs rm --older-than DAYS [--yes]

The queue of the running host: jobs under way and the newest that ended; --all for every job.
ID is a job's id as list shows it; its beginning or end is enough where no other has the same.
  pause   keeps all it has and takes no more time; resume goes on where it was
  next    puts it before all others
  retry   begins a failed, cancelled, skipped or set aside job again; redo does the missing
          parts of an incomplete one; what was recognised is kept while the file is the same
  rm      removes a job and its transcript from ParaDeck for good; the audio and texts saved
          beside it stay. With --older-than all that ended so long ago: without --yes they
          are only counted
`,
    'zh-CN': `paradeck jobs list [--all] [--json]
paradeck jobs pause|resume|next|cancel|retry|redo|rm 编号...
paradeck jobs rm --older-than 天数 [--yes]

正在运行的主机的队列：进行中的任务和最近结束的任务；--all 列出全部。
编号见 list；没有重复时只写开头或结尾即可。
  pause   保留已有结果，不再占用时间；resume 从原处继续
  next    移到所有任务之前
  retry   重新开始失败、已取消、已跳过或已隔离的任务；redo 补做不完整任务缺失的部分；
          文件未变时保留已识别的内容
  rm      从 ParaDeck 中永久删除任务及其转写稿；音频和保存在旁边的文稿不受影响。
          --older-than 删除结束已超过该天数的全部任务；不加 --yes 时只计数
`,
  },
  run: async (terminal, parsed) => {
    const plan = parsePlan(parsed);
    const reached = await attach(terminal);
    if (!reached) throw new Failed('instance-unavailable', 'no host runs on this data home: paradeck serve');
    try {
      return await plan(reached.call, terminal);
    } finally {
      await reached.close();
    }
  },
};

/** Exit code. */
type Plan = (call: Call, terminal: Terminal) => Promise<number>;

/** What remains of the job; null: nothing. */
type Act = (call: Call, id: string) => Promise<JobView | null>;

const verbs: Readonly<Record<string, Act>> = {
  pause: (call, id) => call('jobs.pause', { id }),
  resume: (call, id) => call('jobs.resume', { id }),
  next: (call, id) => call('jobs.next', { id }),
  cancel: (call, id) => call('jobs.cancel', { id }),
  retry: (call, id) => call('jobs.retry', { id }),
  redo: (call, id) => call('jobs.retry', { id }),
  rm: async (call, id) => {
    await call('jobs.remove', { id });
    return null;
  },
};

function parsePlan(parsed: Parsed): Plan {
  const [verb = 'list', ...parts] = parsed.positionals;
  const days = numberOf(parsed, 'older-than');
  if (verb === 'rm' && days !== undefined && parts.length === 0) return planOld(days, isOn(parsed, 'yes'));
  if (days !== undefined)
    throw new Misused(
      'takes --older-than with rm alone, and without ids',
      '--older-than 只用于 rm，且不带编号',
    );
  if (verb === 'list') {
    refuseSurplus(parts);
    return planList(parsed);
  }
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) throw unknownVerb(verb);
  if (parts.length === 0) throw new Misused('needs the id of a job', '需要任务编号');
  return async (call, terminal) => {
    const { jobs } = await call('host.snapshot', {});
    for (const id of parts.map((part) => findJob(jobs, part))) {
      const job = await act(call, id);
      terminal.print(`${job ? renderJob(job, terminal.language) : id}\n`);
    }
    return 0;
  };
}

function planList(parsed: Parsed): Plan {
  return async (call, { print, language }) => {
    const jobs = isOn(parsed, 'all') ? await readAll(call) : (await call('host.snapshot', {})).jobs;
    if (isOn(parsed, 'json')) print(`${JSON.stringify(jobs, null, 2)}\n`);
    else for (const job of jobs) print(`${renderJob(job, language)}\n`);
    return 0;
  };
}

/** Newest first. */
async function readAll(call: Call): Promise<JobView[]> {
  const all: JobView[] = [];
  for (let before: string | undefined; ;) {
    const { jobs, next } = await call('jobs.list', { limit: 500, ...(before !== undefined && { before }) });
    all.push(...jobs);
    if (next === null) return all;
    before = next;
  }
}

function planOld(days: number, isMeant: boolean): Plan {
  return async (call, { print, tell, language }) => {
    const { count } = await call('jobs.removeEnded', { days, dryRun: !isMeant });
    print(`${count}\n`);
    if (isMeant || count === 0) return 0;
    tell(
      language === 'zh-CN'
        ? `${count} 个任务及其转写稿将被永久删除；加上 --yes 才会删除。\n`
        : `${count} jobs and their transcripts would be removed for good; --yes does it.\n`,
    );
    return 0;
  };
}

function findJob(jobs: readonly JobView[], part: string): string {
  const found = jobs.filter(({ id }) => id.startsWith(part) || id.endsWith(part));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  if (found.length > 1)
    throw new Misused(
      `${found.length} jobs begin or end with ${part}`,
      `有 ${found.length} 个任务以 ${part} 开头或结尾`,
    );
  // An older one: the host knows.
  return part;
}
