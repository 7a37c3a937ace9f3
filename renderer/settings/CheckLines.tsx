import { IconCheck, IconX } from '@tabler/icons-react';
import type { ModelCheckLine } from '../../electron/contract/model.ts';
import { useTexts } from '../texts/useTexts.ts';

/** What was looked at in a model's folder and how it went: a mark, a word for those who cannot see it, the message. */
export function CheckLines({ checks }: { readonly checks: readonly ModelCheckLine[] }) {
  const t = useTexts();
  return (
    <ul className="check-lines">
      {checks.map(({ item, isGood, message }) => (
        <li key={item} className={isGood ? '' : 'tone-bad'}>
          {isGood ? <IconCheck size={14} aria-hidden="true" /> : <IconX size={14} aria-hidden="true" />}
          <span className="hidden-visually">{isGood ? t.checks.verdicts.good : t.checks.verdicts.bad}</span>
          <span className="mono">{item}</span>
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
