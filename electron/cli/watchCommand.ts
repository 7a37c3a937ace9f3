/** `watch`: folders whose new recordings are transcribed by themselves. */
import { resolve } from 'node:path';
import type { Call } from '../contract/api.ts';
import type { InstanceView } from '../contract/instance.ts';
import type { JobTarget } from '../contract/job.ts';
import type { WatchView } from '../contract/watch.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { isOn, Misused, refuseSurplus, textOf, unknownVerb } from './command.ts';
import { findInstance } from './findInstance.ts';
import type { Language } from '../contract/language.ts';
import { reachHost } from './reach.ts';
import { renderFailure } from './renderFailure.ts';

const words: Readonly<Record<Language, Readonly<Record<WatchView['state'] | 'fleet', string>>>> = {
  en: {
    ...{ looking: 'not looked at yet', watching: 'watching', off: 'off', missing: 'not there' },
    ...{ unreadable: 'may not be read', fleet: 'the fleet' },
  },
  'zh-CN': {
    ...{ looking: '尚未查看', watching: '监视中', off: '已关闭', missing: '不存在' },
    ...{ unreadable: '无权读取', fleet: '集群' },
  },
};

export const watchCommand: Command = {
  options: { instance: { type: 'string' }, 'only-new': { type: 'boolean' }, json: { type: 'boolean' } },
  help: {
    en: `paradeck watch list [--json]
paradeck watch add DIR [--instance NAME] [--only-new]
paradeck watch on|off|rm DIR

Recordings in these folders, and in all folders in them, are transcribed by themselves while
a host runs (paradeck serve, or the desktop), once they have not changed for 10 seconds.
What was seen is remembered; a drive that goes away is waited for.
  --instance NAME  by this instance only, not the whole fleet
  --only-new       leaves alone what lies in the folder now
`,
    'zh-CN': `paradeck watch list [--json]
paradeck watch add 目录 [--instance 名称] [--only-new]
paradeck watch on|off|rm 目录

主机运行时（paradeck serve 或桌面版），这些文件夹及其子文件夹中的录音在 10 秒没有变化后
会自动转写。处理过的文件会被记住；磁盘断开后会等它回来。
  --instance 名称  只用该实例，不用整个机群
  --only-new       不处理文件夹中已有的内容
`,
  },
  run: async (terminal, parsed) => {
    const plan = parsePlan(parsed);
    const reached = await reachHost(terminal, { startsWorkers: false });
    try {
      await plan(reached.call, terminal);
      return 0;
    } finally {
      await reached.close();
    }
  },
};

type Plan = (call: Call, terminal: Terminal) => Promise<void>;

function parsePlan(parsed: Parsed): Plan {
  const [verb = 'list', dir, ...rest] = parsed.positionals;
  refuseSurplus(rest);
  if (verb === 'list' && dir === undefined) return planList(isOn(parsed, 'json'));
  if (dir === undefined) throw new Misused('needs a folder', '需要一个文件夹');
  if (verb === 'add') return planAdd(dir, parsed);
  if (verb === 'rm') return planOne(dir, async (call, { id }) => void (await call('watches.remove', { id })));
  if (verb === 'on' || verb === 'off') {
    const patch = { isOn: verb === 'on' };
    return planOne(dir, async (call, { id }) => void (await call('watches.edit', { id, patch })));
  }
  throw unknownVerb(verb);
}

function planList(isJson: boolean): Plan {
  return async (call, { print, language }) => {
    const { watches } = await call('watches.list', {});
    const { instances } = await call('host.snapshot', {});
    if (isJson) print(`${JSON.stringify(watches, null, 2)}\n`);
    else for (const view of watches) print(renderWatch(view, instances, language));
  };
}

function planAdd(dir: string, parsed: Parsed): Plan {
  return async (call, { print, language }) => {
    const { instances } = await call('host.snapshot', {});
    const target = findTarget(textOf(parsed, 'instance'), instances);
    const takesPresent = !isOn(parsed, 'only-new');
    const view = await call('watches.add', { dir: resolve(dir), target, takesPresent });
    print(renderWatch(view, instances, language));
  };
}

function planOne(dir: string, act: (call: Call, view: WatchView) => Promise<void>): Plan {
  return async (call, { print }) => {
    const { watches } = await call('watches.list', {});
    const view = watches.find((one) => one.id === dir || one.dir === dir || one.dir === resolve(dir));
    if (!view) throw new Misused(`knows no watched folder ${dir}`, `没有监视这个文件夹：${dir}`);
    await act(call, view);
    print(`${view.dir}\n`);
  };
}

function findTarget(name: string | undefined, instances: readonly InstanceView[]): JobTarget {
  if (name === undefined) return { kind: 'fleet' };
  return { kind: 'instance', instanceId: findInstance(instances, name).spec.id };
}

/** Unknown is no 0: a folder not looked at has a dash for its files. */
function renderWatch(view: WatchView, instances: readonly InstanceView[], language: Language): string {
  const { dir, target, state, files, unsettled, taken, trouble } = view;
  const word = words[language];
  const id = target.kind === 'instance' ? target.instanceId : null;
  const whose = id === null ? word.fleet : (instances.find(({ spec }) => spec.id === id)?.spec.name ?? id);
  const line = `${dir}  ${word[state]}  ${files ?? '—'} / ${unsettled} / ${taken}  → ${whose}\n`;
  return trouble === null ? line : line + renderFailure(trouble.failure, language, trouble.path);
}
