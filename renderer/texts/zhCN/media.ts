import type { Texts } from '../en.ts';

export const media: Texts['media'] = {
  choose: '从服务器选择',
  title: '服务器上的录音',
  empty: '此处没有录音，也没有文件夹。',
  all: (p) => `此处全部 ${p.count} 个录音`,
  transcribe: (p) => (p.count === 0 ? '转写' : `转写 ${p.count} 个`),
  added: (p) => `${p.count} 个文件已加入队列`,
  folders: '可从中选择录音的本机文件夹',
  foldersHint: '每行一个。拥有面板全部权限的用户可在浏览器中从这些文件夹选择。',
  foldersWrong: '完整路径，如 /srv/recordings，每行一个，最多 20 个。',
};
