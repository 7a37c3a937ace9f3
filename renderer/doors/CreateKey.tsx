import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { keyDraft, keyLimits, keyScope, type KeyLimits, type KeyScope } from '../../electron/contract/key.ts';
import { CommandLine } from '../parts/CommandLine.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';

const limitFields = ['uploads', 'filesPerMin', 'fileMiB', 'audioS'] as const;
const noLimits: KeyLimits = { uploads: null, filesPerMin: null, fileMiB: null, audioS: null };

/** Makes a key: its name, what it opens, how much it may bring. The secret is shown once. */
export function CreateKey() {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly KeyScope[]>(['transcribe']);
  const [limits, setLimits] = useState<KeyLimits>(noLimits);
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const draft = keyDraft.safeParse({ name, scopes, limits });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!draft.success) return;
    void act('keys.create', draft.data).then((created) => {
      if (!created) return;
      setMade({ name: created.key.name, secret: created.secret });
      setName('');
      setLimits(noLimits);
    });
  };
  return (
    <form onSubmit={onSubmit} className="stack" noValidate>
      <TextInput
        label={t.doors.keyName}
        description={t.doors.keysHint}
        placeholder={t.doors.keyNameHint}
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <KeyScopes scopes={scopes} onChange={setScopes} />
      {scopes.includes('transcribe') && <Limits limits={limits} onChange={setLimits} />}
      <div>
        <Button type="submit" loading={isActing} disabled={!draft.success}>
          {t.doors.keyCreate}
        </Button>
      </div>
      {made && (
        <div role="status">
          <p>{t.doors.keyMade({ name: made.name })}</p>
          <CommandLine command={made.secret} label={t.doors.copyKey} className="door-key" />
        </div>
      )}
    </form>
  );
}

interface ScopesProps {
  readonly scopes: readonly KeyScope[];
  onChange(scopes: readonly KeyScope[]): void;
}

function KeyScopes({ scopes, onChange }: ScopesProps) {
  const t = useTexts();
  return (
    <Checkbox.Group
      label={t.doors.keyScope}
      value={[...scopes]}
      onChange={(values) => onChange(keyScope.options.filter((one) => values.includes(one)))}
    >
      <div className="key-scopes">
        {keyScope.options.map((one) => (
          <Checkbox
            key={one}
            size="xs"
            value={one}
            label={t.doors.keyScopes[one]}
            description={t.doors.keyScopeHints[one]}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

interface LimitsProps {
  readonly limits: KeyLimits;
  onChange(limits: KeyLimits): void;
}

function Limits({ limits, onChange }: LimitsProps) {
  const t = useTexts();
  return (
    <fieldset className="key-limits">
      <legend className="label">{t.doors.keyLimit}</legend>
      {limitFields.map((field) => (
        <NumberInput
          key={field}
          size="xs"
          label={t.doors.keyLimits[field]}
          placeholder={t.doors.keyNoLimit}
          min={1}
          allowDecimal={false}
          allowNegative={false}
          value={limits[field] ?? ''}
          error={!keyLimits.shape[field].safeParse(limits[field]).success}
          onChange={(value) => onChange({ ...limits, [field]: value === '' ? null : Number(value) })}
        />
      ))}
    </fieldset>
  );
}
