import type { Texts } from '../en.ts';

export const palette: Texts['palette'] = {
  title: '所有命令',
  search: '输入要做的事，或名称',
  nothing: '没有匹配的命令。',
  groups: {
    rooms: '前往',
    instances: '实例',
    queue: '队列',
    jobs: '任务',
    look: '外观',
    help: '帮助',
    search: '转写稿',
  },
  goTo: ({ name }) => `前往 ${name}`,
  start: ({ name }) => `启动 ${name}`,
  stop: ({ name }) => `停止 ${name}`,
  restart: ({ name }) => `重启 ${name}`,
  pauseAll: '暂停队列',
  pauseAllHint: '实例手中的部分仍会完成',
  resumeAll: '继续队列',
  paused: ({ count }) => `已暂停 ${count} 个任务`,
  resumed: ({ count }) => `${count} 个任务继续进行`,
  addFiles: '添加音频文件',
  searchFor: ({ query }) => `在转写稿中搜索“${query}”`,
  theme: ({ name }) => `主题：${name}`,
  language: ({ name }) => `语言：${name}`,
};
