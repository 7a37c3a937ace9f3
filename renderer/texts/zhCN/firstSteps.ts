import type { Texts } from '../en.ts';

export const firstSteps: Texts['firstSteps'] = {
  title: '欢迎使用 ParaDeck',
  at: ({ at, of }) => `第 ${at} 步，共 ${of} 步`,
  names: { look: '语言与主题', places: '存放位置', crew: '由谁来转写' },
  skipAll: '全部跳过',
  back: '上一步',
  next: '下一步',
  apply: '完成设置',
  done: '完成',
  home: '模型和转写稿保存在',
  homeHint: '要换文件夹：启动 ParaDeck 时设置 PARADECK_HOME。',
  looking: '正在查找显卡…',
  crewCards: '实例是在一个设备上工作的进程。建议：每张有空余显存的显卡一个。',
  crewCpu: '未找到 NVIDIA 显卡，实例将在 CPU 上工作。先用两个即可。',
  count: ({ count }) => (count === 0 ? '不设实例' : `${count} 个实例`),
  countOn: ({ device }) => `${device} 上的实例`,
  reasons: {
    'card-unwell': '驱动报告此卡有问题，见“检查”。',
    'memory-short': '其他程序占用了过多显存。',
  },
  needsEngine: '显卡需要 FunASR 引擎，下载量为数 GB。接下来会打开其页面，开始前会列出要下载的内容。',
  realModel: '要转写真实录音，请在“设置 → 模型”中获取模型。',
  again: '重新走一遍初始步骤',
};

export const mirrors: Texts['mirrors'] = {
  title: '下载',
  label: '下载来源',
  sets: { usual: '默认来源', china: '中国大陆镜像', own: '自定义地址' },
  hints: {
    usual: 'Hugging Face、PyPI 和 PyTorch，或本机自身的设置。ModelScope 无需镜像。',
    china: 'hf-mirror.com、pypi.tuna.tsinghua.edu.cn 和 mirrors.nju.edu.cn。ModelScope 无需镜像。',
    own: '留空即使用默认来源。',
  },
  huggingFaceMirror: 'Hugging Face 镜像',
  huggingFaceMirrorHint: '例如 https://hf-mirror.com',
  pipIndex: 'Python 软件包索引',
  pipIndexHint: '以 /simple 结尾的地址',
  wrong: '请填写地址（https://…）。',
};
