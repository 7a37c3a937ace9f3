/** `models`: the model directories from the command line. */
import { resolve } from 'node:path';
import { Misused, refuseSurplus, textOf, unknownVerb } from './command.ts';
import type { Command, Terminal } from './command.ts';
import { renderModel } from './modelLines.ts';
import { getModel, parseWanted } from './modelsGet.ts';
import { reachHost } from './reach.ts';

export const modelsCommand: Command = {
  options: { hub: { type: 'string' } },
  help: {
    en: `paradeck models list
paradeck models add DIR
paradeck models get OWNER/NAME [--hub modelscope|huggingface]

add: DIR holds one model, or asr/, vad/ and punc/ with one each. It is checked and stays where it is.

get: brings a model from a hub into the data home and checks it; the hub is ModelScope unless said otherwise.
Ctrl-C cancels; what came is kept, and the same command goes on from there. For example, for the CPU:
  paradeck models get iic/speech_paraformer-large_asr_nat-zh-cn-16k-common-vocab8404-onnx
Where it is slow or refused:
  mirror   HF_ENDPOINT=https://hf-mirror.com, MODELSCOPE_ENDPOINT or MODELSCOPE_DOMAIN
  proxy    HTTP_PROXY, HTTPS_PROXY, NO_PROXY
  by hand  download it elsewhere, copy the folder here, then: paradeck models add DIR
  cache    what lies in MODELSCOPE_CACHE or HF_HOME is taken from there
Set them for the host: it is what downloads.
`,
    'zh-CN': `paradeck models list
paradeck models add 目录
paradeck models get 所有者/名称 [--hub modelscope|huggingface]

add：目录中是一个模型，或 asr/、vad/、punc/ 各一个。会先检查，文件留在原处。

get：从模型站下载模型到数据目录并检查；默认模型站为 ModelScope（魔搭）。
按 Ctrl-C 取消；已下载的部分会保留，再次运行同一命令即可继续。例如（CPU 用）：
  paradeck models get iic/speech_paraformer-large_asr_nat-zh-cn-16k-common-vocab8404-onnx
下载缓慢或失败时：
  镜像  HF_ENDPOINT=https://hf-mirror.com，MODELSCOPE_ENDPOINT 或 MODELSCOPE_DOMAIN
  代理  HTTP_PROXY、HTTPS_PROXY、NO_PROXY
  手动  在别处下载，将文件夹复制到本机，然后运行：paradeck models add 目录
  缓存  MODELSCOPE_CACHE 或 HF_HOME 中已有的文件会直接使用
请为主机设置这些变量：下载由主机进行。
`,
  },
  run: async (terminal, parsed) => {
    const [verb = 'list', what, ...rest] = parsed.positionals;
    refuseSurplus(rest);
    const hub = textOf(parsed, 'hub');
    if (verb === 'get') return await getModel(terminal, parseWanted(what, hub));
    if (hub !== undefined) throw new Misused('--hub is for get', '--hub 只用于 get');
    if (verb === 'list' && what === undefined) return await listModels(terminal, null);
    if (verb !== 'add') throw unknownVerb(verb, what);
    if (what === undefined) throw new Misused('add takes a folder', 'add 需要一个文件夹');
    return await listModels(terminal, what);
  },
};

/** Lists them, with a folder added first unless that is null. */
async function listModels(terminal: Terminal, added: string | null): Promise<number> {
  const reached = await reachHost(terminal, { startsWorkers: false });
  try {
    const { models } =
      added === null
        ? await reached.call('models.list', {})
        : await reached.call('models.add', { dir: resolve(added) });
    for (const model of models) terminal.print(renderModel(model, terminal.language));
    return added !== null && models.some(({ isUsable }) => !isUsable) ? 1 : 0;
  } finally {
    await reached.close();
  }
}
