/** `models get`: follows a fetch until the model is there. Ctrl-C cancels it; what came stays for the next time. */
import { modelFullId, modelHub } from '../contract/model.ts';
import type { ModelFetch, ModelHub } from '../contract/model.ts';
import { Misused, notOneOf } from './command.ts';
import type { Terminal } from './command.ts';
import { renderFetch } from './fetchLine.ts';
import { renderModel } from './modelLines.ts';
import { reachHost } from './reach.ts';
import type { Reached } from './reach.ts';
import { openRedrawnLine } from './redrawnLine.ts';
import { renderFailure } from './renderFailure.ts';
import { interruptedExit, whenAborted } from './signals.ts';

const words = {
  en: {
    cancelled: 'cancelled; what came is kept, so the same command goes on from there',
    byHand: (dir: string) => `by hand: copy the model's files to ${dir}, then: paradeck models add ${dir}`,
  },
  'zh-CN': {
    cancelled: '已取消；已下载的部分会保留，再次运行同一命令即可继续',
    byHand: (dir: string) => `手动方式：将模型文件复制到 ${dir}，然后运行：paradeck models add ${dir}`,
  },
} as const;

/** Failures that another way of bringing the files gets around. */
const roundabout: ReadonlySet<string> = new Set([
  ...['fetch-refused', 'fetch-broken', 'fetch-too-slow', 'fetch-damaged', 'python-missing'],
  ...['install-unreachable', 'install-refused', 'install-no-build', 'install-damaged', 'install-failed'],
  ...['proxy-socks', 'certificate-unknown'],
]);

export interface Wanted {
  readonly fullId: string;
  readonly hub: ModelHub;
}

/** Throws Misused for what is no full id of a model on one of the hubs. */
export function parseWanted(fullId: string | undefined, hub = 'modelscope'): Wanted {
  const id = modelFullId.safeParse(fullId);
  if (!id.success) {
    const [en, zh] = fullId ? [`, not ${fullId}`, `，不能是 ${fullId}`] : ['', ''];
    throw new Misused(`get takes a full id, OWNER/NAME${en}`, `get 需要完整 ID（所有者/名称）${zh}`);
  }
  const parsed = modelHub.safeParse(hub);
  if (!parsed.success) throw notOneOf('--hub', modelHub.options, hub);
  return { fullId: id.data, hub: parsed.data };
}

export async function getModel(terminal: Terminal, wanted: Wanted): Promise<number> {
  const reached = await reachHost(terminal, { startsWorkers: false });
  try {
    const fetch = await followFetch(terminal, reached, wanted);
    if (fetch.modelId === null) return tellFailure(terminal, fetch);
    const { models } = await reached.call('models.list', {});
    const got = models.find(({ id }) => id === fetch.modelId);
    if (got) terminal.print(renderModel(got, terminal.language, 'all'));
    return 0;
  } finally {
    await reached.close();
  }
}

/** The fetch as it ended. */
async function followFetch(terminal: Terminal, reached: Reached, wanted: Wanted): Promise<ModelFetch> {
  const line = openRedrawnLine(terminal);
  const { promise: ended, resolve } = Promise.withResolvers<ModelFetch>();
  await reached.onPush(({ event }) => {
    if (event.type !== 'fetch.changed' || event.fetch.fullId !== wanted.fullId) return;
    if (event.fetch.hub !== wanted.hub) return;
    line.show(() => renderFetch(event.fetch, terminal.language));
    if (event.fetch.endedAt !== null) resolve(event.fetch);
  });
  try {
    const { id } = await reached.call('models.fetch', wanted);
    whenAborted(
      terminal.signal,
      () => void reached.call('models.cancelFetch', { id }).catch(() => undefined),
    );
    return await Promise.race([ended, reached.lost]);
  } finally {
    line.close();
  }
}

/** The article's ways out stand in the failure's texts; the last of them, by hand, needs the folder. */
function tellFailure({ tell, language }: Terminal, { fullId, failure }: ModelFetch): number {
  if (failure === null) {
    tell(`${fullId}: ${words[language].cancelled}\n`);
    return interruptedExit;
  }
  tell(renderFailure(failure, language, fullId));
  const dir = failure.detail?.['dir'];
  if (dir !== undefined && roundabout.has(failure.code)) tell(`  ${words[language].byHand(String(dir))}\n`);
  return 1;
}
