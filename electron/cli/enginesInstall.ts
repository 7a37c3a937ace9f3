/** `engines install`: shows what would come, follows it until the engine runs. Ctrl-C cancels; whole files are kept. */
import type { EngineInstall } from '../contract/engine.ts';
import { torchIndex } from '../contract/settings.ts';
import type { EngineName } from '../contract/workerMessages.ts';
import { Misused } from './command.ts';
import type { Terminal } from './command.ts';
import { renderEngine, renderPlan } from './engineLines.ts';
import { renderFigures, renderInstall } from './installLine.ts';
import { reachHost } from './reach.ts';
import type { Reached } from './reach.ts';
import { openRedrawnLine } from './redrawnLine.ts';
import type { RedrawnLine } from './redrawnLine.ts';
import { renderFailure } from './renderFailure.ts';
import { interruptedExit, whenAborted } from './signals.ts';

const words = {
  en: {
    cancelled: 'cancelled; whole files are kept, so the same command is quicker the next time',
    works: 'CUDA works on',
    refused: 'CUDA does not work on',
  },
  'zh-CN': {
    cancelled: '已取消；已下载完整的文件会保留，下次运行会更快',
    works: 'CUDA 可用：',
    refused: 'CUDA 不可用：',
  },
} as const;

export interface EngineWanted {
  readonly engine: EngineName;
  readonly dryRun: boolean;
  readonly torchIndex: string | null;
}

/** Throws Misused for what is no address of an index. */
export function parseTorchIndex(text: string | undefined): string | null {
  const parsed = torchIndex.safeParse(text ?? null);
  if (parsed.success) return parsed.data;
  throw new Misused(
    `--torch-index takes an address (https://…) or pypi, not ${text}`,
    `--torch-index 须为地址（https://…）或 pypi，不能是 ${text}`,
  );
}

export async function installEngine(terminal: Terminal, wanted: EngineWanted): Promise<number> {
  const reached = await reachHost(terminal, { startsWorkers: false });
  try {
    const install = await follow(terminal, reached, wanted);
    return await tellEnd(terminal, reached, install);
  } finally {
    await reached.close();
  }
}

/** The installation as it ended. */
async function follow(terminal: Terminal, reached: Reached, wanted: EngineWanted): Promise<EngineInstall> {
  const line = openRedrawnLine(terminal);
  const { promise: ended, resolve } = Promise.withResolvers<EngineInstall>();
  const show = createShow(terminal, line);
  let begunAt: number | null = null;
  const hear = (install: EngineInstall | null): void => {
    if (install === null || install.startedAt !== begunAt) return;
    show(install);
    if (install.endedAt !== null) resolve(install);
  };
  await reached.onPush(({ event }) => {
    if (event.type === 'engine.changed' && event.engine.engine === wanted.engine) hear(event.engine.install);
  });
  try {
    const begun = await reached.call('engines.install', wanted);
    begunAt = begun.startedAt;
    hear(begun);
    const { engine } = wanted;
    whenAborted(
      terminal.signal,
      () => void reached.call('engines.cancel', { engine }).catch(() => undefined),
    );
    return await Promise.race([ended, reached.lost]);
  } finally {
    line.close();
  }
}

/** The plan and its figures are told once, above the line that goes on. */
function createShow({ language }: Terminal, line: RedrawnLine): (install: EngineInstall) => void {
  let [isPlanned, isTold] = [false, false];
  return (install) => {
    const { torch, figures, state } = install;
    if (!isPlanned && torch !== null) {
      isPlanned = true;
      line.tell(renderPlan(torch, language));
    }
    if (!isTold && (figures !== null || state === 'planned' || state === 'downloading')) {
      isTold = true;
      line.tell(`    ${renderFigures(figures, language)}\n`);
    }
    if (install.endedAt === null) line.show(() => renderInstall(install, language));
  };
}

async function tellEnd(terminal: Terminal, reached: Reached, install: EngineInstall): Promise<number> {
  const { tell, print, language } = terminal;
  const { engine, state, failure, cuda } = install;
  if (failure !== null) {
    tell(renderFailure(failure, language, engine));
    return 1;
  }
  if (state === 'cancelled') {
    tell(`${engine}: ${words[language].cancelled}\n`);
    return interruptedExit;
  }
  if (state === 'planned') return 0;
  for (const { card, problem } of cuda) {
    const word = words[language];
    tell(problem === null ? `    ${word.works} ${card}\n` : `    ${word.refused} ${card}: ${problem}\n`);
  }
  const { engines } = await reached.call('engines.list', {});
  const made = engines.find((one) => one.engine === engine);
  if (made) print(renderEngine(made, language));
  return 0;
}
