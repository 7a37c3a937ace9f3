import type { Texts } from '../en.ts';

export const exports: Texts['exports'] = {
  action: '导出…',
  allFound: '全部导出…',
  title: '导出为一个 zip',
  formats: '格式',
  begin: '导出',
  progress: ({ done, count }) => `${done} / ${count}`,
  saved: ({ count }) => `已导出 ${count} 份转写稿`,
  missing: ({ count }) => `其中 ${count} 份已被删除，未包含在内。`,
};
