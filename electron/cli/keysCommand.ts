/** `keys`: who may use the door for programs from other machines. */
import type { Call } from '../contract/api.ts';
import type { KeyView } from '../contract/door.ts';
import { keyName } from '../contract/door.ts';
import type { Command, Terminal } from './command.ts';
import { Misused } from './command.ts';
import { reachHost } from './reach.ts';

const texts = {
  en: {
    once: 'This key is shown once. Programs send it as Authorization: Bearer KEY.',
    none: 'There are no keys.',
  },
  'zh-CN': { once: '密钥只显示这一次。程序以 Authorization: Bearer 密钥 发送。', none: '没有密钥。' },
} as const;

export const keysCommand: Command = {
  options: {},
  help: {
    en: `paradeck keys list
paradeck keys create NAME
paradeck keys revoke NAME

Keys of the fleet's address for programs. It asks for one where it is reached by
other machines, and for none on this machine alone.
`,
    'zh-CN': `paradeck keys list
paradeck keys create 名称
paradeck keys revoke 名称

集群接口地址的密钥。其他机器可访问时必须提供密钥；仅限本机时不需要。
`,
  },
  run: async (terminal, { positionals }) => {
    const [verb = 'list', name, ...rest] = positionals;
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!act || rest.length > 0) throw new Misused(`does not know ${positionals.join(' ')}`);
    const reached = await reachHost(terminal, { startsWorkers: false });
    try {
      await act(terminal, reached.call, name);
      return 0;
    } finally {
      await reached.close();
    }
  },
};

type Act = (terminal: Terminal, call: Call, name: string | undefined) => Promise<void>;

const verbs: Readonly<Record<string, Act>> = {
  list: async (terminal, call) => {
    const { keys } = await call('keys.list', {});
    if (keys.length === 0) terminal.tell(`${texts[terminal.language].none}\n`);
    for (const key of keys) terminal.print(`${renderKey(key)}\n`);
  },
  create: async (terminal, call, name) => {
    const parsed = keyName.safeParse(name);
    if (!parsed.success) throw new Misused('create needs a name of 1 to 64 characters');
    const { secret } = await call('keys.create', { name: parsed.data });
    terminal.tell(`${texts[terminal.language].once}\n`);
    terminal.print(`${secret}\n`);
  },
  revoke: async (terminal, call, name) => {
    const { keys } = await call('keys.list', {});
    const found = keys.filter((key) => key.name === name || key.id === name);
    if (found.length !== 1) throw new Misused(`${found.length} keys are called ${name ?? ''}`);
    for (const { id } of found) await call('keys.revoke', { id });
    for (const key of found) terminal.tell(`${renderKey(key)}\n`);
  },
};

function renderKey({ id, name, createdAt }: KeyView): string {
  return `${id}  ${new Date(createdAt).toISOString().slice(0, 10)}  ${name}`;
}
