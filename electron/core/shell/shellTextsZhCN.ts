import type { ShellTexts } from './shellTexts.ts';

export const shellTextsZhCN: ShellTexts = {
  language: 'zh-CN',
  open: '打开 ParaDeck',
  addFiles: '添加文件…',
  quit: '退出 ParaDeck',
  startFleet: '全部启动',
  stopFleet: '全部停止',
  start: '启动',
  stop: '停止',
  restart: '重启',
  file: '文件',
  edit: '编辑',
  view: '视图',
  window: '窗口',
  help: '帮助',
  diagnostics: { menu: '诊断包…', make: '生成并保存…', cancel: '取消' },
  noInstances: '还没有实例',
  idle: ({ ready, total }) => `${ready}/${total} 个实例就绪，空闲`,
  busy: ({ files }) => `正在转写，剩余 ${files} 个文件`,
  trouble: ({ count }) => `${count} 个实例需要处理`,
  ask: {
    title: ({ files }) => `还有 ${files} 个文件正在转写`,
    more: ({ count }) => `另有 ${count} 个`,
    nothingLost: '无论怎样选择都不会丢失：未完成的文件下次启动后会从最后一句接着转写。',
    finish: '完成队列后退出',
    finishInTray: '在托盘中完成队列后退出',
    tray: '在托盘中继续运行',
    stop: '全部停止并退出',
    stay: '不退出',
  },
  inTray: {
    title: 'ParaDeck 在托盘中继续运行',
    body: '点击托盘图标可以打开或退出。“设置 → 桌面”决定关闭窗口时的行为。',
  },
  queueEnded: {
    title: '队列已完成',
    body: ({ done, failed }) =>
      failed === 0 ? `${done} 个文件已完成` : `${done} 个文件已完成，${failed} 个未完全完成`,
  },
  refused: {
    title: ({ count }) => `${count} 个文件无法添加`,
    more: ({ count }) => `另有 ${count} 个`,
  },
  crashed: {
    title: '面板反复出错',
    detail: '文件仍在继续转写，只是窗口无法显示。',
    again: '重新打开',
  },
  actFailed: '操作未成功',
};
