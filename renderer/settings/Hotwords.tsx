import { Textarea } from '@mantine/core';
import { hotwordLimits } from '../../electron/contract/job.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import { useTexts } from '../texts/useTexts.ts';
import { useSetting } from './useSetting.ts';
import { useTyped } from './useTyped.ts';

const splitLines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** Words and names every new job is given; kept when the field is left. */
export function Hotwords({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const check = (text: string) => {
    const { words: most, characters } = hotwordLimits;
    const lines = splitLines(text);
    const long = lines.find((line) => [...line.trim()].length > characters);
    if (long !== undefined)
      return t.settings.hotwordLong({ word: long.slice(0, 20) + '…', most: characters });
    const count = new Set(lines.map((line) => line.trim())).size;
    return count > most ? t.settings.hotwordsMany({ count, most }) : null;
  };
  const { shown, error, type, save } = useTyped({
    value: settings.hotwords.join('\n'),
    check,
    onSave: (text) => set({ hotwords: splitLines(text) }),
  });
  return (
    <Textarea
      label={t.settings.hotwordsLabel}
      description={t.settings.hotwordsHint}
      value={shown}
      error={error}
      autosize
      minRows={4}
      maxRows={12}
      spellCheck={false}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={save}
    />
  );
}
