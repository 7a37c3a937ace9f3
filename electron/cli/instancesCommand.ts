/** `instances`: the fleet's specs from the command line. */
import type { InstanceView } from '../contract/instance.ts';
import { Failed } from '../core/failed.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { Misused, numberOf, textOf } from './command.ts';
import type { Reached } from './reach.ts';
import { reachHost } from './reach.ts';
import { renderInstance } from './statusCommand.ts';

export const instancesCommand: Command = {
  options: {
    name: { type: 'string' },
    device: { type: 'string' },
    engine: { type: 'string' },
    model: { type: 'string' },
    precision: { type: 'string' },
    threads: { type: 'string' },
    port: { type: 'string' },
    'batch-size-s': { type: 'string' },
    'vram-limit-mib': { type: 'string' },
    autostart: { type: 'string' },
  },
  help: {
    en: `paradeck instances list
paradeck instances add --name NAME [options]
paradeck instances edit NAME [options]
paradeck instances rm|start|stop NAME

NAME is an instance's name or id. Options of add and edit:
  --name NAME           for edit: the new name
  --device DEVICE       cpu, gpu:UUID or mig:UUID
  --engine ENGINE       onnx or funasr
  --model ID            see paradeck models list
  --precision P         auto, bf16, fp32 or int8
  --threads N           CPU threads
  --port N              port of its own door
  --batch-size-s N      cap on padded seconds in one batch
  --vram-limit-mib N    most VRAM it may take
  --autostart yes|no    starts with the host
start and stop need a running host; the others work without one.
`,
    'zh-CN': `paradeck instances list
paradeck instances add --name 名称 [选项]
paradeck instances edit 名称 [选项]
paradeck instances rm|start|stop 名称

名称可以是实例名称或编号。add 和 edit 的选项：
  --name 名称           edit 时为新名称
  --device 设备         cpu、gpu:UUID 或 mig:UUID
  --engine 引擎         onnx 或 funasr
  --model 编号          见 paradeck models list
  --precision 精度      auto、bf16、fp32 或 int8
  --threads 数量        CPU 线程数
  --port 端口           该实例自己的端口
  --batch-size-s 秒     单个批次的时长上限（含填充）
  --vram-limit-mib MiB  显存上限
  --autostart yes|no    是否随主机启动
start 和 stop 需要主机正在运行，其余不需要。
`,
  },
  run: async (terminal, parsed) => {
    const [verb = 'list', name, ...rest] = parsed.positionals;
    const act = verbs[verb];
    if (!act) throw new Misused(`does not know ${verb}`);
    if (rest.length > 0) throw new Misused(`does not take ${rest.join(' ')}`);
    const reached = await reachHost(terminal, { startsWorkers: false });
    try {
      return await act({ terminal, parsed, reached, name });
    } finally {
      await reached.close();
    }
  },
};

interface Act {
  readonly terminal: Terminal;
  readonly parsed: Parsed;
  readonly reached: Reached;
  readonly name: string | undefined;
}

const verbs: Readonly<Record<string, (act: Act) => Promise<number>>> = {
  list: async ({ terminal, reached }) => {
    const { instances } = await reached.call('host.snapshot', {});
    for (const instance of instances) terminal.print(`${renderInstance(instance)}\n`);
    return 0;
  },
  add: async ({ terminal, parsed, reached }) => {
    const { name, ...draft } = parseSpec(parsed);
    if (name === undefined) throw new Misused('add takes --name NAME');
    const added = await reached.call('instances.create', { ...draft, name } as never);
    terminal.print(`${renderInstance(added)}\n`);
    return 0;
  },
  edit: async (act) => {
    const { spec } = await findInstance(act);
    const patch = parseSpec(act.parsed) as never;
    const edited = await act.reached.call('instances.edit', { id: spec.id, patch });
    act.terminal.print(`${renderInstance(edited)}\n`);
    return 0;
  },
  rm: async (act) => {
    const { spec } = await findInstance(act);
    await act.reached.call('instances.remove', { id: spec.id });
    return 0;
  },
  start: (act) => runAtHost(act, 'instances.start'),
  stop: (act) => runAtHost(act, 'instances.stop'),
};

async function runAtHost(act: Act, call: 'instances.start' | 'instances.stop'): Promise<number> {
  if (act.reached.isOwn)
    throw new Failed('instance-unavailable', 'no host runs on this data home: paradeck serve');
  const { spec } = await findInstance(act);
  act.terminal.print(`${renderInstance(await act.reached.call(call, { id: spec.id }))}\n`);
  return 0;
}

async function findInstance({ reached, name }: Act): Promise<InstanceView> {
  if (name === undefined) throw new Misused('needs the name of an instance');
  const { instances } = await reached.call('host.snapshot', {});
  const found = instances.find(({ spec }) => spec.name === name || spec.id === name);
  if (!found) throw new Failed('instance-not-found', `there is no instance named ${name}`, { name });
  return found;
}

/** Only what was given. The values are the host's to judge: its answer names the field. */
function parseSpec(parsed: Parsed): Record<string, unknown> & { name?: string } {
  const given: Record<string, unknown> = {
    name: textOf(parsed, 'name'),
    device: parseDevice(textOf(parsed, 'device')),
    engine: textOf(parsed, 'engine'),
    modelId: textOf(parsed, 'model'),
    precision: textOf(parsed, 'precision'),
    threads: numberOf(parsed, 'threads'),
    port: numberOf(parsed, 'port'),
    batchSizeS: numberOf(parsed, 'batch-size-s'),
    vramLimitMiB: numberOf(parsed, 'vram-limit-mib'),
    autoStart: parseYes(textOf(parsed, 'autostart')),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function parseDevice(text: string | undefined): object | undefined {
  if (text === undefined) return undefined;
  if (text === 'cpu') return { kind: 'cpu' };
  const found = /^(gpu|mig):(.+)$/.exec(text);
  if (!found) throw new Misused(`--device takes cpu, gpu:UUID or mig:UUID, not ${text}`);
  return { kind: found[1], uuid: found[2] };
}

function parseYes(text: string | undefined): boolean | undefined {
  if (text === undefined || text === 'yes' || text === 'no')
    return text === undefined ? undefined : text === 'yes';
  throw new Misused(`--autostart takes yes or no, not ${text}`);
}
