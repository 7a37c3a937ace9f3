import { TextInput } from '@mantine/core';
import { useTyped, type TypedPort } from './useTyped.ts';

export interface TypedSettingProps extends TypedPort {
  readonly label: string;
  readonly description?: string;
}

/** A setting that is typed: kept when the field is left or Enter is pressed, if it is good. */
export function TypedSetting({ label, description, ...port }: TypedSettingProps) {
  const { shown, error, type, save } = useTyped(port);
  return (
    <TextInput
      label={label}
      description={description}
      value={shown}
      error={error}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
