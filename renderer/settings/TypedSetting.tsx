import { TextInput } from '@mantine/core';
import { useState } from 'react';

export interface TypedSettingProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  /** What is wrong with a text; null: it is good. */
  check(text: string): string | null;
  onSave(text: string): void;
}

/** A setting that is typed: kept when the field is left or Enter is pressed, if it is good. */
export function TypedSetting({ label, description, value, check, onSave }: TypedSettingProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const save = () => {
    if (typed === null || typed === value) return setTyped(null);
    const wrong = check(typed);
    setError(wrong);
    if (wrong !== null) return;
    onSave(typed);
    setTyped(null);
  };
  return (
    <TextInput
      label={label}
      description={description}
      value={typed ?? value}
      error={error}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
