import { IconCheck, IconX } from '@tabler/icons-react';
import { modelCheckCode, type ModelCheckLine } from '../../electron/contract/model.ts';
import { modelCheckTextsEn, modelCheckTextsZhCN } from '../../electron/contract/modelCheckTexts.ts';
import type { Language } from '../../electron/contract/language.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

const texts = { en: modelCheckTextsEn, 'zh-CN': modelCheckTextsZhCN } as const;

/** What was looked at in a model's folder and how it went: a mark, a word for those who cannot see it, the message. */
export function CheckLines({ checks }: { readonly checks: readonly ModelCheckLine[] }) {
  const t = useTexts();
  const language = useLanguage();
  return (
    <ul className="check-lines">
      {checks.map((line) => (
        <li key={line.item} className={line.isGood ? '' : 'tone-bad'}>
          {line.isGood ? <IconCheck size={14} aria-hidden="true" /> : <IconX size={14} aria-hidden="true" />}
          <span className="hidden-visually">
            {line.isGood ? t.checks.verdicts.good : t.checks.verdicts.bad}
          </span>
          <span className="mono">{line.item}</span>
          <span>{renderLine(line, language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** In the panel's language; what a newer host looked at in the host's own words. */
function renderLine({ code, message, detail = {} }: ModelCheckLine, language: Language): string {
  const known = modelCheckCode.safeParse(code);
  return known.success ? texts[language][known.data](detail) : message;
}
