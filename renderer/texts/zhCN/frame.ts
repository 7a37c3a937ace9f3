import type { Texts } from '../en.ts';

export const common: Texts['common'] = {
  unknown: '尚不清楚',
  cancel: '取消',
  close: '关闭',
  remove: '移除',
  retry: '重试',
  copy: '复制',
  copied: '已复制',
  details: '详细信息',
  copyDetails: '复制详细信息',
  more: '更多操作',
  loading: '加载中',
  showMore: '显示更多',
  none: '无',
  yes: '是',
  no: '否',
  of: ({ part, whole }) => `${part} / ${whole}`,
};

export const rooms: Texts['rooms'] = {
  rail: '导航',
  fleet: '集群',
  instances: '实例',
  transcripts: '转写稿',
  checks: '检查',
  settings: '设置',
};

export const frame: Texts['frame'] = {
  skip: '跳到内容',
  search: '搜索转写稿',
  shortcuts: '键盘快捷键',
  noInstances: '还没有实例',
  fleetOff: '集群已停止',
  fleetReady: ({ ready, total }) => `${ready} / ${total} 就绪`,
  fleetTrouble: ({ count }) => `${count} 个需要处理`,
  running: ({ count }) => `${count} 进行中`,
  waiting: ({ count }) => `${count} 等待`,
  done: ({ count }) => `${count} 完成`,
  failed: ({ count }) => `${count} 失败`,
  jobCounts: '任务',
  ended: ({ name, state }) => `${name}：${state}`,
  endedMany: ({ count }) => `${count} 个任务已结束`,
  status: '状态与搜索',
};

export const link: Texts['link'] = {
  connecting: '正在连接主机…',
  lost: '未连接到主机，正在重试…',
  lostHint: '当前显示的是最后已知的状态。',
  callLost: '主机没有应答。',
  callLostFix: '就目前所知没有任何改动。连接恢复后可再试。',
};

export const shortcuts: Texts['shortcuts'] = {
  palette: '所有命令',
  open: '添加音频文件',
  find: '搜索转写稿',
  settings: '打开设置',
  help: '显示此列表',
  close: '关闭对话框和菜单',
  space: '空格',
  play: '播放或暂停正在看的录音',
  pause: '播放或暂停，打字时也可用',
  back: '后退三秒，打字时也可用',
  forward: '前进三秒，打字时也可用',
  faster: '加快播放',
  slower: '放慢播放',
  replay: '播放光标所在的句子，打字时也可用',
  edit: '修改光标所在的句子',
  split: '在光标处拆分正在修改的句子',
  merge: '与下一句合并',
  nextHit: '下一处匹配',
  previousHit: '上一处匹配',
  replace: '在转写稿中查找和替换',
  undo: '撤销修改',
  redo: '重做修改',
  rooms: '切换页面',
};

export const drop: Texts['drop'] = {
  manyTitle: ({ count }) => `添加 ${count.toLocaleString('zh-CN')} 个录音？`,
  manyText: ({ size, name }) => `共 ${size}，交给 ${name}。`,
  manyLeftOut: ({ count }) => `另有 ${count.toLocaleString('zh-CN')} 个其他文件不会添加。`,
  manyAction: '添加',
  instance: ({ name }) => `把音频拖到这里，由 ${name} 识别`,
  instanceHint: '只由这个实例处理',
  fleet: '把音频文件或文件夹拖到这里',
  fleetHint: '由所有就绪的实例共同处理',
  release: ({ name }) => `松开即可添加到${name}`,
  theFleet: '集群',
  choose: '选择文件',
  chooseFolder: '选择文件夹',
  added: ({ count, name }) => `${count} 个文件正在传给${name}`,
  nothing: '拖入的内容里没有文件。',
};

export const uploads: Texts['uploads'] = {
  title: '正在传送',
  waiting: '等待传送',
  sending: '传送中',
  held: '连接中断，恢复后自动继续',
  failed: '未送达',
  lost: '传送时连接中断。',
  lostFix: '已送达的部分保留一天：按“重试”从中断处继续。',
  cancel: ({ name }) => `不再传送 ${name}`,
  more: ({ count }) => `还有 ${count} 个`,
};
