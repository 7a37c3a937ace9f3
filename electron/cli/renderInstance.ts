/** An instance as a line of the terminal. */
import type { CardView, GpusView } from '../contract/gpu.ts';
import type { InstanceView, Phase } from '../contract/instance.ts';
import type { Language } from '../contract/language.ts';

const words = {
  en: {
    ...{ card: 'card', vram: 'VRAM', estimated: 'estimated', gone: 'not there' },
    filling: (fill: string, padding: string) => `batches ${fill} full, ${padding} padding`,
    lanes: (lanes: number, threads: number) => `${lanes} at once on ${threads} threads`,
    gain: (times: string) => `${times}× by it`,
    safeBatch: (seconds: number, given: number, at: string) =>
      `safe batch: ${seconds} s of ${given} s, since memory ran out (${at})`,
  },
  'zh-CN': {
    ...{ card: '显卡', vram: '显存', estimated: '估计', gone: '不在' },
    filling: (fill: string, padding: string) => `批次装满 ${fill}，补齐 ${padding}`,
    lanes: (lanes: number, threads: number) => `同时 ${lanes} 段，${threads} 个线程`,
    gain: (times: string) => `提速 ${times} 倍`,
    safeBatch: (seconds: number, given: number, at: string) =>
      `安全批次：${seconds} 秒（设定 ${given} 秒），因内存不足（${at}）`,
  },
} as const;

/** What phases the user has to know of are in the user's language; the others are the words of the log. */
const phases: Readonly<Record<Language, Partial<Record<Phase, string>>>> = {
  en: { blocked: 'BLOCKED', mispinned: 'MISPINNED', failed: 'FAILED' },
  'zh-CN': { blocked: 'BLOCKED（受阻）', mispinned: 'MISPINNED（绑错显卡）', failed: 'FAILED（失败）' },
};

/** Name, phase, device, memory of its card, speed, batches; below it what holds them small, and why it is not well. */
export function renderInstance(
  instance: InstanceView,
  gpus: Pick<GpusView, 'cards'>,
  language: Language,
): string {
  const { spec, phase, cause, speedX, filling, safeBatch, pid, vram } = instance;
  const word = words[language];
  const basis = vram?.basis === 'estimated' ? ` (${word.estimated})` : '';
  const facts = [
    phases[language][phase] ?? phase,
    renderDevice(instance, gpus, language),
    vram === null ? '' : `${word.vram} ${Math.round(vram.memoryMiB)} MiB${basis}`,
    speedX === null ? '' : `${Math.round(speedX)}×`,
    filling === null ? '' : word.filling(renderShare(filling.fill), renderShare(filling.padding)),
    renderTuned(instance, word),
    pid === null ? '' : `pid ${pid}`,
  ];
  const lines = [
    `  ${spec.name}: ${facts.filter(Boolean).join(' · ')}`,
    ...(safeBatch ? [`    ${renderSafe(safeBatch)}`] : []),
    ...(cause ? [`    ${cause.class}: ${cause.message}`] : []),
  ];
  return lines.join('\n');

  function renderSafe({ seconds, since }: NonNullable<InstanceView['safeBatch']>): string {
    return word.safeBatch(Math.floor(seconds), spec.batchSizeS, new Date(since).toISOString());
  }
}

/** How the embedded engine computes, where measuring brought something. */
function renderTuned({ tuned }: InstanceView, word: (typeof words)[Language]): string {
  if (tuned === null || tuned.gain === 1) return '';
  return `${word.lanes(tuned.lanes, tuned.threads)} (${word.gain(tuned.gain.toFixed(2))})`;
}

const renderShare = (share: number): string => `${Math.round(100 * share)} %`;

/** `card 0 NVIDIA L40S`; its UUID where no such card is seen. */
function renderDevice(
  { spec: { device }, deviceName }: InstanceView,
  { cards }: Pick<GpusView, 'cards'>,
  language: Language,
): string {
  if (device.kind === 'cpu') return deviceName ?? 'CPU';
  const word = words[language];
  const reading = findCard(cards, device.uuid)?.reading;
  if (!reading) return cards.length > 0 ? `${device.uuid} (${word.gone})` : (deviceName ?? device.uuid);
  const name = deviceName ?? (typeof reading.name === 'string' ? reading.name : reading.uuid);
  return reading.index === null ? name : `${word.card} ${reading.index} ${name}`;
}

function findCard(cards: readonly CardView[], uuid: string): CardView | undefined {
  return cards.find(
    ({ reading, slices }) => reading.uuid === uuid || slices.some((slice) => slice.uuid === uuid),
  );
}
