/** `status`: what runs. */
import type { Snapshot } from '../contract/snapshot.ts';
import type { Command } from './command.ts';
import { refuseSurplus } from './command.ts';
import type { Language } from '../contract/language.ts';
import { attach } from './reach.ts';
import { renderCards } from './renderCards.ts';
import { renderInstance } from './renderInstance.ts';

const words = {
  en: {
    ...{
      home: 'data home',
      running: 'running, pid',
      notRunning: 'not running',
      fronts: 'fronts',
      fleetDoor: 'address for programs',
      door: 'address of',
      shut: 'shut',
      jobs: 'jobs',
    },
    ...{
      ready: 'ready of',
      active: 'active',
      waiting: 'waiting',
      done: 'done',
      failed: 'failed',
    },
  },
  'zh-CN': {
    ...{ fleetDoor: '接口地址', door: '接口地址', shut: '未开启' },
    ...{ home: '数据目录', running: '运行中，进程', notRunning: '未运行', fronts: '前端进程', jobs: '任务' },
    ...{
      ready: '就绪，共',
      active: '进行中',
      waiting: '等待',
      done: '完成',
      failed: '失败',
    },
  },
} as const;

export const statusCommand: Command = {
  options: {},
  help: {
    en: `paradeck status

Shows whether a host runs on this data home, its cards, its instances and its jobs.
Exit code: 0 when one runs, 1 when none does.
`,
    'zh-CN': `paradeck status

显示该数据目录上是否有主机在运行，以及其显卡、实例和任务。
退出码：有主机运行为 0，没有为 1。
`,
  },
  run: async (terminal, parsed) => {
    refuseSurplus(parsed.positionals);
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

function renderStatus(
  { host, gpus, instances, fronts, counts, doors }: Snapshot,
  language: Language,
): string {
  const word = words[language];
  const { active, waiting, done, failed } = counts;
  return [
    `ParaDeck ${host.version}: ${word.running} ${host.pid}`,
    `${word.home}: ${host.home}`,
    ...renderCards(gpus, language),
    ...instances.map((instance) => renderInstance(instance, gpus, language)),
    ...renderDoors(doors, instances, language),
    `${word.fronts}: ${fronts.ready} ${word.ready} ${fronts.wanted}`,
    ...(fronts.failed ? [`    ${fronts.failed.message}`] : []),
    `${word.jobs}: ${active} ${word.active}, ${waiting} ${word.waiting}, ${done} ${word.done}, ${failed} ${word.failed}`,
    '',
  ].join('\n');
}

/** The fleet's address first, then those of the instances by their names; a shut one says why. */
function renderDoors(
  doors: Snapshot['doors'],
  instances: Snapshot['instances'],
  language: Language,
): readonly string[] {
  const word = words[language];
  return doors.map(({ instanceId, url, failure }) => {
    const own = instances.find(({ spec }) => spec.id === instanceId);
    const whose = own ? `${word.door} ${own.spec.name}` : word.fleetDoor;
    return `${whose}: ${failure === null ? `${url}/v1` : `${word.shut} (${failure.message})`}`;
  });
}
