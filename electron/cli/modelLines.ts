/** A model as the lines a terminal shows. */
import { modelCheckCode } from '../contract/model.ts';
import type { ModelCheckLine, ModelView } from '../contract/model.ts';
import { modelCheckTextsEn, modelCheckTextsZhCN } from '../contract/modelCheckTexts.ts';
import type { Language } from '../contract/language.ts';

const words = {
  en: { usable: 'usable', unusable: 'not usable', demo: 'demo' },
  'zh-CN': { usable: '可用', unusable: '不可用', demo: '演示' },
} as const;

const texts = { en: modelCheckTextsEn, 'zh-CN': modelCheckTextsZhCN } as const;

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
    .map((line) => `    ${line.item}: ${renderLine(line, language)}\n`);
  return `  ${model.id}: ${model.name} (${marks.join(', ')}) ${model.dir}\n${lines.join('')}`;
}

/** In the terminal's language; what a newer host looked at in the host's own words. */
function renderLine({ code, message, detail = {} }: ModelCheckLine, language: Language): string {
  const known = modelCheckCode.safeParse(code);
  return known.success ? texts[language][known.data](detail) : message;
}
