/** `status` and `doctor`: what runs, and what the box lacks. */
import type { Snapshot } from '../contract/api.ts';
import type { InstanceView } from '../contract/instance.ts';
import type { Finding } from '../contract/machine.ts';
import type { Command, Parsed } from './command.ts';
import { Misused } from './command.ts';
import type { Language } from './language.ts';
import { attach, reachHost } from './reach.ts';

const words = {
  en: {
    ...{
      home: 'data home',
      running: 'running, pid',
      notRunning: 'not running',
      fronts: 'fronts',
      jobs: 'jobs',
    },
    ...{
      ready: 'ready of',
      active: 'active',
      waiting: 'waiting',
      done: 'done',
      failed: 'failed',
      fix: 'fix',
    },
    ...{ good: 'good', warning: 'warning', bad: 'bad', unknown: 'unknown' },
  },
  'zh-CN': {
    ...{ home: '数据目录', running: '运行中，进程', notRunning: '未运行', fronts: '前端进程', jobs: '任务' },
    ...{
      ready: '就绪，共',
      active: '进行中',
      waiting: '等待',
      done: '完成',
      failed: '失败',
      fix: '解决办法',
    },
    ...{ good: '正常', warning: '注意', bad: '有问题', unknown: '未知' },
  },
} as const;

export const statusCommand: Command = {
  options: {},
  help: {
    en: `paradeck status

Shows whether a host runs on this data home, its instances and its jobs.
Exit code: 0 when one runs, 1 when none does.
`,
    'zh-CN': `paradeck status

显示该数据目录上是否有主机在运行，以及其实例和任务。
退出码：有主机运行为 0，没有为 1。
`,
  },
  run: async (terminal, parsed) => {
    refusePositionals(parsed);
    const running = await attach(terminal);
    if (running === null) {
      terminal.print(`ParaDeck: ${words[terminal.language].notRunning} (${terminal.home})\n`);
      return 1;
    }
    try {
      terminal.print(renderStatus(await running.call('host.snapshot', {}), terminal.language));
      return 0;
    } finally {
      await running.close();
    }
  },
};

function renderStatus({ host, instances, fronts, counts }: Snapshot, language: Language): string {
  const word = words[language];
  const { active, waiting, done, failed } = counts;
  return [
    `ParaDeck ${host.version}: ${word.running} ${host.pid}`,
    `${word.home}: ${host.home}`,
    ...instances.map((instance) => renderInstance(instance)),
    `${word.fronts}: ${fronts.ready} ${word.ready} ${fronts.wanted}`,
    ...(fronts.failed ? [`    ${fronts.failed.message}`] : []),
    `${word.jobs}: ${active} ${word.active}, ${waiting} ${word.waiting}, ${done} ${word.done}, ${failed} ${word.failed}`,
    '',
  ].join('\n');
}

/** Name, phase, device, speed; below it why it is not well. */
export function renderInstance({ spec, phase, cause, deviceName, speedX, pid }: InstanceView): string {
  const device = deviceName ?? (spec.device.kind === 'cpu' ? 'CPU' : spec.device.uuid);
  const facts = [
    phase,
    device,
    speedX === null ? '' : `${Math.round(speedX)}×`,
    pid === null ? '' : `pid ${pid}`,
  ];
  const line = `  ${spec.name}: ${facts.filter(Boolean).join(' · ')}`;
  return cause ? `${line}\n    ${cause.class}: ${cause.message}` : line;
}

export const doctorCommand: Command = {
  options: {},
  help: {
    en: `paradeck doctor

Checks the box: what is there, what is missing, and what to do about it.
Exit code: 0 when nothing is bad, 1 otherwise.
`,
    'zh-CN': `paradeck doctor

检查本机：有什么、缺什么、怎么办。
退出码：没有问题为 0，否则为 1。
`,
  },
  run: async (terminal, parsed) => {
    refusePositionals(parsed);
    const reached = await reachHost(terminal, { startsWorkers: false });
    try {
      const { findings } = await reached.call('host.checks', {});
      for (const finding of findings) terminal.print(renderFinding(finding, terminal.language));
      return findings.some(({ verdict }) => verdict === 'bad') ? 1 : 0;
    } finally {
      await reached.close();
    }
  },
};

function renderFinding({ verdict, code, message, fix }: Finding, language: Language): string {
  const word = words[language];
  const line = `[${word[verdict]}] ${code}: ${message}\n`;
  return fix === null ? line : `${line}    ${word.fix}: ${fix}\n`;
}

function refusePositionals({ positionals }: Parsed): void {
  if (positionals.length > 0) throw new Misused(`does not take ${positionals.join(' ')}`);
}
