import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { nameTemplate } from '../../electron/contract/settings.ts';
import { usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { useTyped } from './useTyped.ts';

export interface NameSettingProps {
  readonly label: string;
  readonly value: string;
  onSave(template: string): void;
}

/** How files are named, with the name it gives the newest transcript. */
export function NameSetting({ label, value, onSave }: NameSettingProps) {
  const t = useTexts();
  const check = (text: string) => (nameTemplate.safeParse(text).success ? null : t.names.bad);
  const { shown, error, type, save } = useTyped({ value, check, onSave });
  const [asked] = useDebouncedValue(shown, 200);
  const example = useExample(asked);
  return (
    <div>
      <TextInput
        {...{ label, error }}
        description={t.names.hint}
        value={shown}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      <p className="dim small name-example" role="status">
        {example === null ? t.names.bad : t.names.example({ name: example })}
      </p>
    </div>
  );
}

function useExample(template: string): string | null {
  const { call } = usePanel();
  const [example, setExample] = useState<string | null>('…');
  useEffect(() => {
    let isOver = false;
    call('transcripts.nameExample', { template }).then(
      ({ fileName }) => !isOver && setExample(fileName),
      () => !isOver && setExample(null),
    );
    return () => {
      isOver = true;
    };
  }, [call, template]);
  return example;
}
