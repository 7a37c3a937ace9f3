import type { Texts } from '../en.ts';

export const watches: Texts['watches'] = {
  title: '监视的文件夹',
  hint: '进入这些文件夹及其子文件夹的录音在 10 秒没有变化后会自动转写。磁盘断开后会等它回来。',
  states: {
    looking: '查看中…',
    watching: '监视中',
    off: '已关闭',
    missing: '不存在',
    unreadable: '无权读取',
  },
  files: ({ count }) => `${count.toLocaleString('zh-CN')} 个录音`,
  unsettled: ({ count }) => `${count} 个仍在写入`,
  taken: ({ count }) => `启动后已处理 ${count} 个`,
  folder: '本机上的文件夹',
  folderHint: '完整路径',
  pathMissing: '请填写文件夹的完整路径。',
  target: '由谁转写',
  targetOf: ({ dir }) => `${dir} 由谁转写`,
  fleet: '整个集群',
  takesPresent: '包括其中已有的录音',
  add: '监视',
  turn: ({ dir }) => `监视 ${dir}`,
  remove: ({ dir }) => `不再监视 ${dir}`,
  removeTitle: '不再监视这个文件夹？',
  removeText: ({ dir }) =>
    `${dir}、其中的录音和转写稿都会保留。以后重新监视时，其中的内容都算新的；转写过的会按内容跳过。`,
  more: ({ count }) => `另有 ${count} 个`,
};
