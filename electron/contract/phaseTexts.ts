/** What panel, tray and menus call an instance's phase. */
import type { Phase } from './instance.ts';
import type { Language } from './language.ts';

export const phaseTexts: Readonly<Record<Language, Readonly<Record<Phase, string>>>> = {
  en: {
    stopped: 'Stopped',
    starting: 'Starting',
    loading: 'Loading',
    ready: 'Ready',
    busy: 'Busy',
    draining: 'Finishing',
    stopping: 'Stopping',
    backoff: 'Restarting',
    failed: 'Failed',
    blocked: 'Blocked',
    mispinned: 'Wrong device',
  },
  'zh-CN': {
    stopped: '已停止',
    starting: '启动中',
    loading: '加载中',
    ready: '就绪',
    busy: '识别中',
    draining: '收尾中',
    stopping: '停止中',
    backoff: '即将重启',
    failed: '失败',
    blocked: '受阻',
    mispinned: '设备不符',
  },
};
