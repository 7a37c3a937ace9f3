/** `engines`: what recognises, and how it comes onto this box. */
import { engineName } from '../contract/workerMessages.ts';
import type { EngineName } from '../contract/workerMessages.ts';
import { isOn, Misused, refuseSurplus, textOf, unknownVerb } from './command.ts';
import type { Command, Terminal } from './command.ts';
import { renderEngine } from './engineLines.ts';
import { installEngine, parseTorchIndex } from './enginesInstall.ts';
import { reachHost } from './reach.ts';

export const enginesCommand: Command = {
  options: { 'dry-run': { type: 'boolean' }, 'torch-index': { type: 'string' } },
  help: {
    en: `paradeck engines list
paradeck engines install onnx|funasr [--dry-run] [--torch-index URL|pypi]
paradeck engines log onnx|funasr

install: makes the engine's Python environment. Which build of PyTorch comes is decided by the driver and the
cards, and shown with its size before anything is downloaded. Installed again it is tried, and mended if broken.
Ctrl-C cancels; whole files are kept, so the same command is quicker the next time.
  --dry-run       shows what would come, and ends
  --torch-index   a mirror of https://download.pytorch.org/whl, such as https://mirrors.nju.edu.cn/pytorch/whl;
                  pypi takes PyTorch from pip's own index, whichever build it has. For always: in the settings
Everything else comes from pip's own index or mirror (pip config set global.index-url URL).
log: what pip said in the newest installation.
`,
    'zh-CN': `paradeck engines list
paradeck engines install onnx|funasr [--dry-run] [--torch-index 地址|pypi]
paradeck engines log onnx|funasr

install：创建引擎的 Python 环境。PyTorch 版本由驱动和显卡决定，并在下载前连同大小一起显示。
已安装时会试运行，损坏则修复。
按 Ctrl-C 取消；已下载完整的文件会保留，再次运行会更快。
  --dry-run       只显示将要安装的内容
  --torch-index   https://download.pytorch.org/whl 的镜像，例如 https://mirrors.nju.edu.cn/pytorch/whl；
                  pypi 表示从 pip 自己的软件源安装其中已有的版本。长期使用请在设置中填写
其余软件包来自 pip 自己的软件源或镜像（pip config set global.index-url 地址）。
log：最近一次安装时 pip 的输出。
`,
  },
  run: async (terminal, parsed) => {
    const [verb = 'list', name, ...rest] = parsed.positionals;
    refuseSurplus(rest);
    const [dryRun, index] = [isOn(parsed, 'dry-run'), textOf(parsed, 'torch-index')];
    if (verb === 'install')
      return await installEngine(terminal, {
        engine: parseEngine(name),
        dryRun,
        torchIndex: parseTorchIndex(index),
      });
    if (dryRun || index !== undefined)
      throw new Misused(
        '--dry-run and --torch-index are for install',
        '--dry-run 和 --torch-index 只用于 install',
      );
    if (verb === 'log') return await printLog(terminal, parseEngine(name));
    if (verb !== 'list' || name !== undefined) throw unknownVerb(verb, name);
    return await listEngines(terminal);
  },
};

function parseEngine(name: string | undefined): EngineName {
  const parsed = engineName.safeParse(name);
  if (parsed.success) return parsed.data;
  const [en, zh] = name ? [`, not ${name}`, `，没有 ${name}`] : ['', ''];
  throw new Misused(
    `takes an engine, ${engineName.options.join(' or ')}${en}`,
    `需要引擎名称：${engineName.options.join(' 或 ')}${zh}`,
  );
}

async function listEngines(terminal: Terminal): Promise<number> {
  const reached = await reachHost(terminal, { startsWorkers: false });
  try {
    const { engines } = await reached.call('engines.list', {});
    for (const engine of engines) terminal.print(renderEngine(engine, terminal.language));
    return 0;
  } finally {
    await reached.close();
  }
}

/** The newest lines of the newest installation's log; exit code 1 where nothing was ever installed. */
async function printLog(terminal: Terminal, engine: EngineName): Promise<number> {
  const reached = await reachHost(terminal, { startsWorkers: false });
  try {
    const { runId, lines } = await reached.call('engines.log', { engine, limit: 5000 });
    for (const { at, text } of lines) terminal.print(`${new Date(at).toISOString()} ${text}\n`);
    return runId === null ? 1 : 0;
  } finally {
    await reached.close();
  }
}
