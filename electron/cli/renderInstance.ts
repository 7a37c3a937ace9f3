/** An instance as a line of the terminal. */
import type { CardView, GpusView } from '../contract/gpu.ts';
import type { InstanceView, Phase } from '../contract/instance.ts';
import type { Language } from './language.ts';

const words = {
  en: { card: 'card', vram: 'VRAM', estimated: 'estimated', gone: 'not there' },
  'zh-CN': { card: '显卡', vram: '显存', estimated: '估计', gone: '不在' },
} as const;

/** What phases the user has to know of are in the user's language; the others are the words of the log. */
const phases: Readonly<Record<Language, Partial<Record<Phase, string>>>> = {
  en: { blocked: 'BLOCKED', mispinned: 'MISPINNED', failed: 'FAILED' },
  'zh-CN': { blocked: 'BLOCKED（受阻）', mispinned: 'MISPINNED（绑错显卡）', failed: 'FAILED（失败）' },
};

/** Name, phase, device, memory of its card, speed; below it why it is not well. */
export function renderInstance(
  instance: InstanceView,
  gpus: Pick<GpusView, 'cards'>,
  language: Language,
): string {
  const { spec, phase, cause, speedX, pid, vram } = instance;
  const word = words[language];
  const basis = vram?.basis === 'estimated' ? ` (${word.estimated})` : '';
  const facts = [
    phases[language][phase] ?? phase,
    renderDevice(instance, gpus, language),
    vram === null ? '' : `${word.vram} ${Math.round(vram.memoryMiB)} MiB${basis}`,
    speedX === null ? '' : `${Math.round(speedX)}×`,
    pid === null ? '' : `pid ${pid}`,
  ];
  const line = `  ${spec.name}: ${facts.filter(Boolean).join(' · ')}`;
  return cause ? `${line}\n    ${cause.class}: ${cause.message}` : line;
}

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
