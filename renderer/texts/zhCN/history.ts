import type { Texts } from '../en.ts';

export const history: Texts['history'] = {
  title: '历史记录',
  keep: '已结束的任务及其转写稿保留',
  keepGood: '永久',
  days: ({ count }) => `${count} 天`,
  keepHint: '音频本身以及保存在旁边或文件夹中的文稿属于您，绝不会被删除。',
  keepTitle: ({ count }) => `现在删除 ${count} 个任务？`,
  keepText: ({ count }) => `有 ${count} 个任务的结束时间早于保留期限，它们及其转写稿将立即删除，无法恢复。`,
  keepAction: '不再保留',
  olderThan: '删除结束已超过多少天的任务',
  remove: '删除…',
  outOfRange: '请输入 0 到 36500 之间的整数。',
  none: '没有这么久以前的任务。',
  removeTitle: ({ count }) => `删除 ${count} 个任务？`,
  removeText: '它们的转写稿将从 ParaDeck 中永久删除；音频文件和保存在旁边的文稿不受影响。',
  removed: ({ count }) => `已删除 ${count} 个任务`,
  select: '选择',
  selectNone: '完成',
  selectAll: '全选已显示的',
  selected: ({ count }) => `已选 ${count} 个`,
  pick: ({ name }) => `选择 ${name}`,
};
