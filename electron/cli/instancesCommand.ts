/** `instances`: the fleet's specs from the command line. */
import type { Call } from '../contract/api.ts';
import type { GpusView } from '../contract/gpu.ts';
import type { DeviceChoice, InstanceView } from '../contract/instance.ts';
import { Failed } from '../core/failed.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { isOn, Misused, notOneOf, numberOf, refuseSurplus, textOf, unknownVerb } from './command.ts';
import { findInstance } from './findInstance.ts';
import type { Reached } from './reach.ts';
import { reachHost } from './reach.ts';
import { renderCards } from './renderCards.ts';
import { renderInstance } from './renderInstance.ts';
import { followRolling } from './rollingLines.ts';

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
    'cuda-graphs': { type: 'string' },
    python: { type: 'string' },
    autostart: { type: 'string' },
    anyway: { type: 'boolean' },
    rolling: { type: 'boolean' },
  },
  help: {
    en: `paradeck instances list
paradeck instances add --name NAME [options]
paradeck instances edit NAME [options]
paradeck instances rm|stop NAME
paradeck instances start NAME [--anyway]
paradeck instances restart NAME
paradeck instances measure NAME
paradeck instances restart --rolling

NAME is an instance's name or id. Options of add and edit:
  --name NAME           for edit: the new name
  --device DEVICE       cpu, gpu:UUID, mig:UUID, or gpu:N by its number in paradeck status,
                        which is kept as the UUID: cards that change places move nothing
  --engine ENGINE       onnx or funasr
  --model ID            see paradeck models list
  --precision P         auto, fp32, int8 (onnx engine), bf16 or fp16 (funasr engine)
  --threads N           CPU threads
  --port N              port of its own door
  --batch-size-s N      cap on padded seconds in one batch
  --vram-limit-mib N    most VRAM it may take
  --cuda-graphs yes|no  the funasr engine's encoder as CUDA graphs
  --python PATH         interpreter of an environment of yours; "" for the app's own
  --autostart yes|no    starts with the host
--anyway starts it also where the card has too little free memory.
--rolling restarts all that run, one after the other, each ready before the next:
work goes on meanwhile.
measure times anew how the onnx engine computes fastest here, and restarts it for that.
start, stop, restart and measure need a running host; the others work without one.
`,
    'zh-CN': `paradeck instances list
paradeck instances add --name 名称 [选项]
paradeck instances edit 名称 [选项]
paradeck instances rm|stop 名称
paradeck instances start 名称 [--anyway]
paradeck instances restart 名称
paradeck instances measure 名称
paradeck instances restart --rolling

名称可以是实例名称或编号。add 和 edit 的选项：
  --name 名称           edit 时为新名称
  --device 设备         cpu、gpu:UUID、mig:UUID，或 gpu:序号（见 paradeck status）；
                        序号会存为 UUID，显卡换位不影响实例
  --engine 引擎         onnx 或 funasr
  --model 编号          见 paradeck models list
  --precision 精度      auto、fp32、int8（onnx 引擎）、bf16 或 fp16（funasr 引擎）
  --threads 数量        CPU 线程数
  --port 端口           该实例自己的端口
  --batch-size-s 秒     单个批次的时长上限（含填充）
  --vram-limit-mib MiB  显存上限
  --cuda-graphs yes|no  funasr 引擎的编码器是否使用 CUDA 图
  --python 路径         你自己环境里的 Python；"" 表示用应用自带的环境
  --autostart yes|no    是否随主机启动
--anyway 表示显存不足也启动。
--rolling 逐个重启所有运行中的实例，前一个就绪后才重启下一个，期间工作不中断。
measure 重新测量 onnx 引擎在本机最快的计算方式，并为此重启该实例。
start、stop、restart 和 measure 需要主机正在运行，其余不需要。
`,
  },
  run: async (terminal, parsed) => {
    const [verb = 'list', name, ...rest] = parsed.positionals;
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!act) throw unknownVerb(verb);
    refuseSurplus(rest);
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
    const { instances, gpus } = await reached.call('host.snapshot', {});
    for (const line of renderCards(gpus, terminal.language)) terminal.tell(`${line}\n`);
    for (const instance of instances)
      terminal.print(`${renderInstance(instance, gpus, terminal.language)}\n`);
    return 0;
  },
  add: (act) => addInstance(act),
  create: (act) => addInstance(act),
  edit: async (act) => {
    const { spec } = await readInstance(act);
    const patch = (await parseSpec(act)) as never;
    const edited = await act.reached.call('instances.edit', { id: spec.id, patch });
    return show(act, edited);
  },
  rm: async (act) => {
    const { spec } = await readInstance(act);
    await act.reached.call('instances.remove', { id: spec.id });
    return 0;
  },
  start: (act) =>
    runAtHost(act, (call, id) => call('instances.start', { id, anyway: isOn(act.parsed, 'anyway') })),
  measure: (act) => runAtHost(act, (call, id) => call('instances.measure', { id })),
  stop: (act) => runAtHost(act, (call, id) => call('instances.stop', { id })),
  restart: (act) =>
    isOn(act.parsed, 'rolling')
      ? restartRolling(act)
      : runAtHost(act, (call, id) => call('instances.restart', { id })),
};

async function addInstance(act: Act): Promise<number> {
  const { name, ...draft } = await parseSpec(act);
  if (name === undefined) throw new Misused('add takes --name NAME', 'add 需要 --name 名称');
  return show(act, await act.reached.call('instances.create', { ...draft, name } as never));
}

async function show({ terminal, reached }: Act, instance: InstanceView): Promise<number> {
  const { gpus } = await reached.call('host.snapshot', {});
  terminal.print(`${renderInstance(instance, gpus, terminal.language)}\n`);
  return 0;
}

async function runAtHost(act: Act, run: (call: Call, id: string) => Promise<InstanceView>): Promise<number> {
  checkRunning(act.reached);
  const { spec } = await readInstance(act);
  return show(act, await run(act.reached.call, spec.id));
}

function checkRunning({ isOwn }: Reached): void {
  if (isOwn) throw new Failed('instance-unavailable', 'no host runs on this data home: paradeck serve');
}

async function restartRolling({ terminal, reached, name }: Act): Promise<number> {
  if (name !== undefined)
    throw new Misused(
      `--rolling is for all that run, not ${name} alone`,
      `--rolling 针对所有运行中的实例，不能只用于 ${name}`,
    );
  checkRunning(reached);
  return followRolling(terminal, reached);
}

async function readInstance({ reached, name }: Act): Promise<InstanceView> {
  if (name === undefined) throw new Misused('needs the name of an instance', '需要实例名称');
  return findInstance((await reached.call('host.snapshot', {})).instances, name);
}

/** Only what was given. The values are the host's to judge: its answer names the field. */
async function parseSpec({ parsed, reached }: Act): Promise<Record<string, unknown> & { name?: string }> {
  const given: Record<string, unknown> = {
    name: textOf(parsed, 'name'),
    device: await findDevice(textOf(parsed, 'device'), reached),
    engine: textOf(parsed, 'engine'),
    modelId: textOf(parsed, 'model'),
    precision: textOf(parsed, 'precision'),
    threads: numberOf(parsed, 'threads'),
    port: numberOf(parsed, 'port'),
    batchSizeS: numberOf(parsed, 'batch-size-s'),
    vramLimitMiB: numberOf(parsed, 'vram-limit-mib'),
    cudaGraphs: parseYes(parsed, 'cuda-graphs'),
    autoStart: parseYes(parsed, 'autostart'),
    pythonPath: parsePython(textOf(parsed, 'python')),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A number stands for the card that has it now. Throws gpu-not-found where none has. */
async function findDevice(text: string | undefined, reached: Reached): Promise<DeviceChoice | undefined> {
  if (text === undefined) return undefined;
  if (text === 'cpu') return { kind: 'cpu' };
  const number = /^(?:gpu:)?(\d+)$/.exec(text)?.[1];
  if (number !== undefined) return findByNumber(Number(number), reached);
  const [, kind, uuid] = /^(gpu|mig):(.+)$/.exec(text) ?? [];
  if ((kind === 'gpu' || kind === 'mig') && uuid !== undefined) return { kind, uuid };
  throw notOneOf('--device', ['cpu', 'gpu:UUID', 'mig:UUID', 'gpu:N'], text);
}

async function findByNumber(number: number, reached: Reached): Promise<DeviceChoice> {
  const { cards } = await readCards(reached);
  const uuid = cards.find(({ reading }) => reading.index === number)?.reading.uuid;
  if (uuid !== undefined) return { kind: 'gpu', uuid };
  throw new Failed('gpu-not-found', `this box shows no card ${number}: paradeck status`, { number });
}

/** As they are once the driver has answered for the first time. */
async function readCards({ call, onPush }: Reached): Promise<GpusView> {
  const answered = Promise.withResolvers<GpusView>();
  await onPush(({ event }) => {
    if (event.type === 'gpus.changed') answered.resolve(event.gpus);
  });
  const { gpus } = await call('host.snapshot', {});
  return gpus.sampledAt === null && gpus.fault === null ? answered.promise : gpus;
}

function parseYes(parsed: Parsed, option: 'autostart' | 'cuda-graphs'): boolean | undefined {
  const text = textOf(parsed, option);
  if (text === undefined || text === 'yes' || text === 'no')
    return text === undefined ? undefined : text === 'yes';
  throw notOneOf(`--${option}`, ['yes', 'no'], text);
}

/** Empty is the app's own environment; undefined leaves it as it is. */
function parsePython(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}
