import type { Texts } from '../en.ts';

const roles: Readonly<Record<string, string>> = { asr: '语音识别', vad: '语音检测', punc: '标点' };

export const findings: Texts['findings'] = {
  'node-good': { cause: ({ version }) => `主机运行在 Node ${version} 上。`, fix: null },
  'node-old': {
    cause: ({ version, lowest }) => `Node ${version} 过旧，需要 ${lowest} 或更新的版本。`,
    fix: '请用“npm start”启动：它自带合适的 Node。',
  },
  'home-good': { cause: ({ path }) => `数据文件夹 ${path} 可以写入。`, fix: null },
  'home-not-writable': {
    cause: ({ path, cause }) => `数据文件夹 ${path} 无法写入（${cause}）。`,
    fix: '请为当前用户开放写入权限，或用 PARADECK_HOME 指定其他文件夹。',
  },
  'disk-good': { cause: ({ path, freeGiB }) => `${path} 剩余 ${freeGiB} GiB。`, fix: null },
  'disk-low': {
    cause: ({ path, freeGiB }) => `${path} 仅剩 ${freeGiB} GiB。`,
    fix: '请腾出空间，或用 PARADECK_HOME 指定更大磁盘上的文件夹。',
  },
  'disk-unknown': { cause: ({ path }) => `无法得知 ${path} 的剩余空间。`, fix: null },
  'ram-good': { cause: ({ freeGiB, totalGiB }) => `内存剩余 ${freeGiB} / ${totalGiB} GiB。`, fix: null },
  'ram-low': {
    cause: ({ freeGiB, totalGiB }) => `内存仅剩 ${freeGiB} / ${totalGiB} GiB。`,
    fix: '请关闭其他程序，或少运行几个实例。',
  },
  'ffmpeg-good': { cause: ({ version, path }) => `ffmpeg ${version}(${path})。`, fix: null },
  'ffmpeg-missing': {
    cause: () => '未找到 ffmpeg：只能读取 16 kHz 单声道 WAV 文件。',
    fix: '请用系统的软件包管理器安装 ffmpeg，或在“设置”中填写其路径。',
  },
  'ffmpeg-setting-broken': {
    cause: ({ settingPath, path }) => `“设置”中的 ffmpeg（${settingPath}）无法运行，现使用 ${path}。`,
    fix: '请在“设置”中改正或清空该路径。',
  },
  'onnx-engine-good': { cause: ({ version }) => `ONNX 引擎可用（onnxruntime ${version}）。`, fix: null },
  'onnx-engine-missing': {
    cause: ({ cause }) => `ONNX 引擎无法运行：${cause}。`,
    fix: '请再次运行“npm start”：它会补全 Python 环境。',
  },
  'models-good': { cause: ({ count }) => `有 ${count} 个模型可用。`, fix: null },
  'model-role-missing': {
    cause: ({ role }) => `没有可用的${roles[String(role)] ?? role}模型。`,
    fix: '请在“设置”中添加模型文件夹。',
  },
  'model-broken': {
    cause: ({ name, cause }) => `模型 ${name} 无法使用：${cause}`,
    fix: '请修复其文件夹后重新添加，或从列表中移除。',
  },
  'gpu-none': { cause: () => '未找到 NVIDIA 显卡：由 CPU 完成工作。', fix: null },
  'gpu-driver': { cause: ({ path }) => `已安装 NVIDIA 驱动（${path}）；尚未检查显卡。`, fix: null },
};
