/** The cards as lines of the terminal: what each holds, who else is on it, and what is wrong with it. */
import type { CardView, Figure, GpusView, LedgerPart } from '../contract/gpu.ts';
import type { Language } from '../contract/language.ts';

const words = {
  en: {
    card: 'card',
    of: 'of',
    free: 'free',
    stranger: 'held by another program',
    stale: 'no answer since',
    simulated: 'SIMULATED: these cards are made up; their instances compute on the CPU.',
    blamed: 'most of its instances failed lately: look at the card first',
    ...{ lost: 'LOST', 'needs-reset': 'NEEDS A RESET', error: 'ERRORS' },
  },
  'zh-CN': {
    card: '显卡',
    of: '/',
    free: '可用',
    stranger: '被其他程序占用',
    stale: '自此时起无响应：',
    simulated: 'SIMULATED（模拟）：这些显卡为虚构，其上的实例用 CPU 计算。',
    blamed: '该卡上的多数实例近期失败：请先检查显卡',
    ...{ lost: '已丢失', 'needs-reset': '需要重置', error: '有错误' },
  },
} as const;

/** No lines where there is no card and nothing to say of it. */
export function renderCards(
  { isSimulated, isStale, sampledAt, cards }: GpusView,
  language: Language,
): string[] {
  const word = words[language];
  const since = sampledAt === null ? '' : new Date(sampledAt).toISOString();
  return [
    ...(isSimulated ? [word.simulated] : []),
    ...cards.flatMap((card) => renderCard(card, language)),
    ...(isStale ? [`  ${word.stale} ${since}`] : []),
  ];
}

function renderCard({ reading, ledger, isBlamed }: CardView, language: Language): string[] {
  const word = words[language];
  const { index, uuid, name, health, utilisationPercent, temperatureC, powerW } = reading;
  const facts = [
    typeof name === 'string' ? name : uuid,
    health === 'good' ? '' : word[health],
    `${renderFigure(ledger.usedMiB)} ${word.of} ${renderFigure(ledger.totalMiB)} MiB`,
    `${renderFigure(ledger.freeMiB)} MiB ${word.free}`,
    `${renderFigure(utilisationPercent)} %`,
    `${renderFigure(temperatureC)} °C`,
    `${renderFigure(powerW)} W`,
    uuid,
  ];
  return [
    `  ${word.card} ${index ?? '?'}: ${facts.filter(Boolean).join(' · ')}`,
    ...(isBlamed ? [`    ${word.blamed}`] : []),
    ...ledger.parts.flatMap((part) => renderStranger(part, language)),
  ];
}

function renderStranger(part: LedgerPart, language: Language): string[] {
  if (part.kind !== 'stranger') return [];
  const name = typeof part.name === 'string' ? part.name : '?';
  const memory = part.memoryMiB === null ? '? MiB' : `${Math.round(part.memoryMiB)} MiB`;
  return [`    ${words[language].stranger}: ${name} (pid ${part.pid ?? '?'}) ${memory}`];
}

/** `?` where it is unknown. */
function renderFigure(figure: Figure): string {
  return typeof figure === 'number' ? String(Math.round(figure)) : '?';
}
