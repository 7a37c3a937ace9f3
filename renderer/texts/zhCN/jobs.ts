import type { Texts } from '../en.ts';

export const jobStates: Texts['jobStates'] = {
  queued: '排队中',
  waiting: '等待',
  paused: '已暂停',
  decoding: '读取文件',
  running: '进行中',
  done: '完成',
  incomplete: '不完整',
  skipped: '已跳过',
  failed: '失败',
  cancelled: '已取消',
  quarantined: '已隔离',
};

export const stages: Texts['stages'] = {
  decode: '读取文件',
  speech: '查找语音',
  recognise: '识别',
  punctuate: '加标点',
  save: '保存',
};

export const waitings: Texts['waitings'] = {
  'no-instance': '没有运行中的实例使用此任务的模型，请启动一个。',
  'instance-stopped': '指定的实例已停止。请启动它，或把任务交给集群。',
  'instance-failed': '指定的实例已失败。请修复它，或把任务交给集群。',
  'disk-full': '磁盘已满。腾出空间后任务会自动继续。',
};

export const jobs: Texts['jobs'] = {
  empty: '队列为空',
  emptyHint: '把音频文件或文件夹拖到上方区域，或点“选择文件”。',
  firstHint: '第一次使用？先启动一个实例，再拖入一段录音，几秒后就会出现文字。',
  filter: '显示的任务',
  all: '全部',
  active: '进行中',
  ended: '已结束',
  nothingShown: '没有这类任务。',
  progress: ({ name }) => `${name} 的进度`,
  lengthUnknown: '时长尚不清楚',
  eta: ({ span }) => `还需 ${span}`,
  still: ({ span }) => `已 ${span} 没有进展`,
  characters: ({ count }) => `${count.toLocaleString('zh-CN')} 字`,
  fleet: '集群',
  ranOn: ({ names }) => `由 ${names} 识别`,
  cancel: ({ name }) => `取消 ${name}`,
  pause: ({ name }) => `暂停 ${name}`,
  pauseTip: '暂停，已有结果会保留',
  resume: ({ name }) => `继续 ${name}`,
  resumeTip: '从原处继续',
  next: ({ name }) => `优先处理 ${name}`,
  nextTip: '移到最前',
  retry: ({ name }) => `重试 ${name}`,
  remove: ({ name }) => `移除 ${name}`,
  release: '交给集群',
  readName: ({ name }) => `阅读 ${name} 的转写稿`,
  watch: ({ name }) => `查看 ${name} 的文字`,
  removeTitle: ({ name }) => `移除 ${name}？`,
  removeText: '它的转写稿也会从 ParaDeck 中删除，音频文件本身不受影响。',
  demo: '演示',
  again: '仍然转写',
  skippedGone: '相同内容此前转写过，但那份转写稿已被删除：请重新转写。',
  skippedWhy: '相同内容此前已用同样的方式转写：点名称即可阅读那份转写稿。',
  troubles: ({ count }) => `有 ${count} 个批次没有得到结果`,
  troubleKinds: {
    oom: ({ size, name }) => `${name} 在 ${size} 的批次上内存不足：`,
    died: ({ size, name }) => `${name} 的工作进程在 ${size} 的批次上崩溃，计入此文件：`,
    refused: ({ size, name }) => `${name} 无法识别 ${size} 的批次：`,
  },
  troubleNext: {
    half: ({ parts }) => `${parts}以一半大小在原处重试。`,
    again: ({ parts }) => `${parts}单独成批重试。`,
    alone: ({ parts }) => `${parts}逐段重试，如有其他实例则换到那里。`,
    'left-out': ({ parts }) => `${parts}未能识别，已略去。`,
    'set-aside': () => '此文件已被隔离。',
  },
  parts: ({ count }) => `${count} 段`,
  redoHole: '补做缺失部分',
};

export const live: Texts['live'] = {
  title: '实时文字',
  empty: '识别出的文字会显示在这里。',
  emptyHint: '把音频文件拖到左侧即可开始。',
  starting: '正在等待第一句话…',
  noSpeech: '这段录音中没有找到语音。',
  latest: '跳到最新',
  raw: '颜色较浅的文字尚未加标点。',
  pending: '尚未识别',
};

export const notes: Texts['notes'] = {
  'no-speech': '这段录音中没有找到语音。',
  'few-characters': '相对时长文字偏少：可能含有音乐、等待音或静音。',
  'simulated-card': 'SIMULATED（模拟）：部分内容由模拟显卡上的实例识别，并未使用真实的 GPU。',
  'times-estimated': '时间为估算：模型不提供时间，字符在每段内平均分布。',
  truncated: '文件在音频结束前中断；文字只覆盖能读取的部分。',
};
