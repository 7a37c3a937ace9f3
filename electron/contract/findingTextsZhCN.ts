/** What the findings about box, engines, sound, models and doors say in Chinese. */
import type { FindingText } from './findingTexts.ts';
import { cardFindingTextsZhCN } from './cardFindingTextsZhCN.ts';
import type { Finding, FindingCode } from './machine.ts';
import { modelCheckCode } from './model.ts';
import { modelCheckTextsZhCN } from './modelCheckTexts.ts';

const roles: Readonly<Record<string, string>> = { asr: '语音识别', vad: '语音检测', punc: '标点' };

/** Why a model cannot be used, by the code of the line that says so. */
function causeOf(detail: Finding['detail']): string {
  const known = modelCheckCode.safeParse(detail['lineCode']);
  return known.success ? modelCheckTextsZhCN[known.data](detail) : String(detail['cause']);
}

const mirrors =
  '网络慢或受限时，请设置镜像（HF_ENDPOINT），或在别处下载后放到 MODELSCOPE_CACHE 所指目录，或手动添加。';

export const findingTextsZhCN: Readonly<Record<FindingCode, FindingText>> = {
  ...cardFindingTextsZhCN,
  'node-good': { cause: ({ version }) => `主机运行在 Node ${version} 上。`, fix: null },
  'node-old': {
    cause: ({ version, lowest }) => `Node ${version} 过旧，需要 ${lowest} 或更新的版本。`,
    fix: () => '请通过 npm 启动 ParaDeck：它自带合适的 Node。',
  },
  'home-good': { cause: ({ path }) => `数据文件夹 ${path} 可以写入。`, fix: null },
  'home-not-writable': {
    cause: ({ path, cause }) => `数据文件夹 ${path} 无法写入（${cause}）。`,
    fix: () => '请为当前用户开放写入权限，或用 PARADECK_HOME 指定其他文件夹。',
  },
  'home-file-damaged': {
    cause: ({ file, kept }) =>
      `启动时发现数据文件夹中的 ${file} 已损坏；原文件保留为 ${kept}，ParaDeck 已绕过它继续运行。`,
    fix: () => '请检查磁盘，以及是否有其他程序写入该数据文件夹。',
  },
  'disk-good': { cause: ({ path, freeGiB }) => `${path} 剩余 ${freeGiB} GiB。`, fix: null },
  'disk-low': {
    cause: ({ path, freeGiB }) => `${path} 仅剩 ${freeGiB} GiB。`,
    fix: () => '请腾出空间，或用 PARADECK_HOME 指定更大磁盘上的文件夹。',
  },
  'disk-unknown': { cause: ({ path }) => `无法得知 ${path} 的剩余空间。`, fix: null },
  'ram-good': { cause: ({ freeGiB, totalGiB }) => `内存剩余 ${freeGiB} / ${totalGiB} GiB。`, fix: null },
  'ram-low': {
    cause: ({ freeGiB, totalGiB }) => `内存仅剩 ${freeGiB} / ${totalGiB} GiB。`,
    fix: () => '请关闭其他程序，或少运行几个实例。',
  },
  'python-good': { cause: ({ version, path }) => `Python ${version}（${path}）可用于创建环境。`, fix: null },
  'python-missing': {
    cause: ({ lowest }) => `未找到 Python ${lowest} 或更新的版本，因此无法安装引擎。`,
    fix: () => '请安装 Python，或用 PARADECK_PYTHON 指定其路径。',
  },
  'conda-good': {
    cause: ({ version, path }) => `Conda ${version}（${path}）。实例可以使用其中的环境。`,
    fix: null,
  },
  'conda-none': { cause: () => '没有 conda，也不需要：ParaDeck 会创建自己的环境。', fix: null },
  'onnx-engine-good': { cause: ({ version }) => `ONNX 引擎可用（onnxruntime ${version}）。`, fix: null },
  'onnx-engine-none': {
    cause: () => '尚未创建 ONNX 引擎的 Python 环境。',
    fix: () => '请联网启动一次 ParaDeck：它会创建该环境。',
  },
  'onnx-engine-broken': {
    cause: ({ path, cause }) => `ONNX 引擎无法用 ${path} 运行：${cause}`,
    fix: () => '请删除其环境后重新启动：会重新创建。',
  },
  'funasr-engine-good': { cause: ({ path }) => `FunASR 引擎已安装（${path}）。`, fix: null },
  'funasr-engine-unneeded': { cause: () => 'FunASR 引擎未安装，也没有实例需要它。', fix: null },
  'funasr-engine-none': {
    cause: ({ name }) => `实例 ${name} 需要 FunASR 引擎，但尚未安装。`,
    fix: () => '请在“设置 › 引擎”中安装。',
  },
  'ffmpeg-good': { cause: ({ version, path }) => `ffmpeg ${version}（${path}）。`, fix: null },
  'ffmpeg-missing': {
    cause: () => '未找到 ffmpeg：只能读取 16 kHz 单声道 WAV 文件。',
    fix: () => '请安装 ffmpeg，或在“设置”中填写其路径。',
  },
  'ffmpeg-setting-broken': {
    cause: ({ settingPath, path }) => `“设置”中的 ffmpeg（${settingPath}）无法运行，现使用 ${path}。`,
    fix: () => '请在“设置”中改正或清空该路径。',
  },
  'ffmpeg-formats-good': { cause: ({ formats }) => `可读取 ${formats}。`, fix: null },
  'ffmpeg-formats-missing': {
    cause: ({ missing }) => `该 ffmpeg 编译时未包含 ${missing}：这类文件将被拒绝。`,
    fix: () => '请安装完整版 ffmpeg，或在别处转换这些文件。',
  },
  'ffmpeg-formats-unknown': { cause: ({ path }) => `无法得知 ${path} 支持哪些格式。`, fix: null },
  'models-good': { cause: ({ count }) => `有 ${count} 个模型可用。`, fix: null },
  'model-role-missing': {
    cause: ({ role }) => `没有可用的${roles[String(role)] ?? role}模型。`,
    fix: () => '请在“设置”中添加模型文件夹。',
  },
  'model-broken': {
    cause: (detail) => `模型 ${detail['name']}（${detail['dir']}）无法使用：${causeOf(detail)}`,
    fix: () => '请修复其文件夹后重新添加，或从列表中移除。',
  },
  'model-incomplete': {
    cause: (detail) => `模型 ${detail['name']}（${detail['dir']}）未下载完整：${causeOf(detail)}`,
    fix: () => `请重新下载缺少的文件。${mirrors}`,
  },
  'model-fetch-failed': {
    cause: ({ fullId, hub, cause }) => `未能从 ${hub} 下载 ${fullId}：${cause}`,
    fix: () => `请重试：已下载的部分会保留。镜像须在停止后重新启动 ParaDeck 时设置才会生效。${mirrors}`,
  },
  'ports-good': { cause: ({ ports }) => `实例的端口（${ports}）未被他人占用。`, fix: null },
  'port-taken': {
    cause: ({ name, port, owner }) => `实例 ${name} 的端口 ${port} 被 ${owner} 占用。`,
    fix: () => '请为实例更换端口，或结束占用程序。',
  },
  'panel-port-taken': {
    cause: ({ port, owner }) => `面板要使用的端口 ${port} 被 ${owner} 占用。`,
    fix: () => '请换一个端口提供面板，或结束占用程序。',
  },
  'panel-local': { cause: ({ port }) => `面板供本机浏览器使用：端口 ${port}。`, fix: null },
  'panel-behind-ssh': {
    cause: ({ port }) =>
      `本机经由 SSH 使用，而面板只监听 127.0.0.1:${port}：若您自己的电脑打不开页面，缺的是端口映射，并非服务故障。无需开放防火墙，也无需监听 0.0.0.0。`,
    fix: ({ port }) =>
      `请在您自己的电脑上运行下面的命令（地址和 SSH 端口换成您登录所用的），然后在那里打开 http://127.0.0.1:${port}。`,
  },
};
