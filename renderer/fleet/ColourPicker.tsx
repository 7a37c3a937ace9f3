import { IconCheck } from '@tabler/icons-react';
import { instanceColour } from '../look/colours.ts';
import { useTexts } from '../texts/useTexts.ts';

export interface ColourPickerProps {
  readonly value: number;
  onChange(colour: number): void;
}

/** The eight colours, each with its name; arrow keys move between them. */
export function ColourPicker({ value, onChange }: ColourPickerProps) {
  const t = useTexts();
  return (
    <fieldset className="colours">
      <legend>{t.form.colour}</legend>
      {t.form.colourNames.map((name, colour) => (
        <label key={name} title={name} style={{ background: instanceColour(colour) }}>
          <input
            type="radio"
            name="colour"
            checked={value === colour}
            onChange={() => onChange(colour)}
            aria-label={name}
          />
          {value === colour && <IconCheck size={14} stroke={3} aria-hidden="true" />}
        </label>
      ))}
    </fieldset>
  );
}
