/** `keys`: who may come in from other machines. */
import type { z } from 'zod';
import type { Call } from '../contract/api.ts';
import { keyDraft, keyScope } from '../contract/key.ts';
import type { KeyView } from '../contract/key.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { Misused, notOneOf, numberOf, textsOf, unknownVerb } from './command.ts';
import { reachHost } from './reach.ts';

const texts = {
  en: {
    once: 'This key is shown once. Programs send it as Authorization: Bearer KEY; a person signs in to the panel with it.',
    none: 'There are no keys.',
    used: 'last used',
    unused: 'never used',
  },
  'zh-CN': {
    once: '密钥只显示这一次。程序以 Authorization: Bearer 密钥 发送；用户用它登录面板。',
    none: '没有密钥。',
    used: '最近使用',
    unused: '从未使用',
  },
} as const;

export const keysCommand: Command = {
  options: {
    scope: { type: 'string', multiple: true },
    uploads: { type: 'string' },
    'files-per-min': { type: 'string' },
    'file-mib': { type: 'string' },
    'audio-s': { type: 'string' },
  },
  help: {
    en: `paradeck keys list
paradeck keys create NAME [--scope SCOPE …] [limits]
paradeck keys revoke NAME

Keys for who comes in from other machines; on this machine none is asked for.
  --scope    what it opens; may be given several times (default: transcribe)
               transcribe   files and jobs at the fleet's address
               metrics      figures of the fleet at /metrics
               panel-read   the panel, to look only
               panel        the panel with all it does; as good as this account
Limits of a key for programs; what is left out is as the address has it:
  --uploads N        files under way at once
  --files-per-min N  files a minute
  --file-mib N       largest file, MiB
  --audio-s N        longest sound in a file, seconds
`,
    'zh-CN': `paradeck keys list
paradeck keys create 名称 [--scope 范围 …] [限额]
paradeck keys revoke 名称

供其他机器访问时使用的密钥；在本机不需要。
  --scope    可用范围，可多次指定（默认 transcribe）
               transcribe   通过集群地址提交文件和任务
               metrics      读取 /metrics 指标
               panel-read   面板，只能查看
               panel        面板的全部功能，等同于本账户的权限
程序密钥的限额，省略时与接口地址相同：
  --uploads N        同时处理的文件数
  --files-per-min N  每分钟文件数
  --file-mib N       单个文件的上限（MiB）
  --audio-s N        单个文件的最长音频（秒）
`,
  },
  run: async (terminal, parsed) => {
    const { positionals } = parsed;
    const [verb = 'list', name, ...rest] = positionals;
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!act || rest.length > 0) throw unknownVerb(...positionals);
    // What makes no sense is said before a host is opened for it.
    if (verb === 'create') parseDraft(name, parsed);
    const reached = await reachHost(terminal, { startsWorkers: false });
    try {
      await act({ terminal, call: reached.call }, name, parsed);
      return 0;
    } finally {
      await reached.close();
    }
  },
};

interface Surroundings {
  readonly terminal: Terminal;
  readonly call: Call;
}

type Act = (around: Surroundings, name: string | undefined, parsed: Parsed) => Promise<void>;

const verbs: Readonly<Record<string, Act>> = {
  list: async ({ terminal, call }) => {
    const { keys } = await call('keys.list', {});
    if (keys.length === 0) terminal.tell(`${texts[terminal.language].none}\n`);
    for (const key of keys) terminal.print(`${renderKey(key, terminal)}\n`);
  },
  create: async ({ terminal, call }, name, parsed) => {
    const { secret } = await call('keys.create', parseDraft(name, parsed));
    terminal.tell(`${texts[terminal.language].once}\n`);
    terminal.print(`${secret}\n`);
  },
  revoke: async ({ terminal, call }, name) => {
    const { keys } = await call('keys.list', {});
    const found = keys.filter((key) => key.name === name || key.id === name);
    if (found.length !== 1)
      throw new Misused(
        `${found.length} keys are called ${name ?? ''}`,
        `名为 ${name ?? ''} 的密钥有 ${found.length} 个`,
      );
    for (const { id } of found) await call('keys.revoke', { id });
    for (const key of found) terminal.tell(`${renderKey(key, terminal)}\n`);
  },
};

const limitOptions = {
  uploads: 'uploads',
  filesPerMin: 'files-per-min',
  fileMiB: 'file-mib',
  audioS: 'audio-s',
} as const satisfies Record<keyof KeyView['limits'], string>;

/** Throws Misused. */
function parseDraft(name: string | undefined, parsed: Parsed): z.output<typeof keyDraft> {
  const scopes = textsOf(parsed, 'scope');
  const limits = Object.entries(limitOptions).map(([field, option]) => [
    field,
    numberOf(parsed, option) ?? null,
  ]);
  const draft = keyDraft.safeParse({
    name,
    ...(scopes.length > 0 && { scopes }),
    limits: Object.fromEntries(limits),
  });
  if (draft.success) return draft.data;
  const [issue] = draft.error.issues;
  const [field, limit] = (issue?.path ?? []).map(String);
  if (field === 'name')
    throw new Misused('create needs a name of 1 to 64 characters', 'create 需要 1 到 64 个字的名称');
  if (field === 'scopes') throw notOneOf('--scope', keyScope.options, scopes.join(' '));
  const option = Object.entries(limitOptions).find(([one]) => one === limit)?.[1] ?? '';
  throw badLimit(option, issue);
}

function badLimit(option: string, issue: z.core.$ZodIssue | undefined): Misused {
  if (issue?.code === 'too_big') {
    return new Misused(`--${option} is ${issue.maximum} at most`, `--${option} 最大为 ${issue.maximum}`);
  }
  const least = issue?.code === 'too_small' ? issue.minimum : 1;
  return new Misused(`--${option} is ${least} at least`, `--${option} 最小为 ${least}`);
}

function renderKey(key: KeyView, { language }: Terminal): string {
  const { used, unused } = texts[language];
  const limits = Object.entries(limitOptions).flatMap(([field, option]) => {
    const limit = key.limits[field as keyof KeyView['limits']];
    return limit === null ? [] : [`${option}=${limit}`];
  });
  const use = key.lastUsedAt === null ? unused : `${used} ${renderDay(key.lastUsedAt)}`;
  const parts = [key.id, renderDay(key.createdAt), key.name, key.scopes.join(','), ...limits, `(${use})`];
  return parts.join('  ');
}

function renderDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
