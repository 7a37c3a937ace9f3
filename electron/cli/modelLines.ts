/** A model as the lines a terminal shows. */
import type { ModelView } from '../contract/model.ts';
import type { Language } from './language.ts';

const words = {
  en: { usable: 'usable', unusable: 'not usable', demo: 'demo' },
  'zh-CN': { usable: '可用', unusable: '不可用', demo: '演示' },
} as const;

/** Id, role, name and folder; below it whatever its check found wrong, or `all` it looked at. */
export function renderModel(model: ModelView, language: Language, checks: 'wrong' | 'all' = 'wrong'): string {
  const word = words[language];
  const marks = [
    model.role,
    ...(model.isDemo ? [word.demo] : []),
    model.isUsable ? word.usable : word.unusable,
  ];
  const lines = model.checks
    .filter(({ isGood }) => checks === 'all' || !isGood)
    .map(({ item, message }) => `    ${item}: ${message}\n`);
  return `  ${model.id}: ${model.name} (${marks.join(', ')}) ${model.dir}\n${lines.join('')}`;
}
