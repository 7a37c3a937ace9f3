/** A fetch in a line: what it does, bytes, speed, time left. */
import type { ModelFetch } from '../contract/model.ts';
import type { Language } from '../contract/language.ts';
import { renderSize } from './renderSize.ts';
import { renderClock } from './timings.ts';

const words = {
  en: {
    ...{
      preparing: 'asking the hub',
      downloading: 'downloading',
      checking: 'checking',
      of: 'of',
      left: 'left',
    },
    slow: 'slow: a mirror or a proxy may help (Ctrl-C keeps what came; see models get --help)',
  },
  'zh-CN': {
    ...{ preparing: '正在连接模型站', downloading: '下载中', checking: '检查中', of: '/', left: '剩余' },
    slow: '速度较慢：可改用镜像或代理（按 Ctrl-C 会保留已下载部分；详见 models get --help）',
  },
} as const;

/** A download that takes longer than this is worth another way. */
const longS = 1800;

/** Seconds until it is there at the present speed; null where that is not known. */
export function foldLeftS({
  doneBytes,
  totalBytes,
  speedBytesS,
}: Pick<ModelFetch, 'doneBytes' | 'totalBytes' | 'speedBytesS'>): number | null {
  if (totalBytes === null || speedBytesS === null || speedBytesS === 0) return null;
  return (totalBytes - doneBytes) / speedBytesS;
}

export function renderFetch(fetch: ModelFetch, language: Language): string {
  const word = words[language];
  const { fullId, state, note, doneBytes, totalBytes, speedBytesS } = fetch;
  if (state === 'preparing') return `${fullId} · ${note ?? word.preparing}`;
  if (state !== 'downloading') return `${fullId} · ${word.checking}`;
  const leftS = foldLeftS(fetch);
  const total = totalBytes === null ? '' : ` ${word.of} ${renderSize(totalBytes)}`;
  const parts = [
    `${word.downloading} ${renderSize(doneBytes)}${total}`,
    speedBytesS === null ? '' : `${renderSize(speedBytesS)}/s`,
    leftS === null ? '' : `${renderClock(leftS)} ${word.left}`,
    leftS !== null && leftS > longS ? word.slow : '',
  ];
  return [fullId, ...parts].filter(Boolean).join(' · ');
}
