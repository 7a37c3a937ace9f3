import { Button, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { keyName, type KeyView } from '../../electron/contract/door.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { CommandLine } from '../parts/CommandLine.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useEpoch, usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** The keys there are; a new one is shown once. */
export function DoorKeys() {
  const t = useTexts();
  const keys = useKeys();
  const { act, isActing } = useAct();
  const [name, setName] = useState('');
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = keyName.safeParse(name);
    if (!parsed.success) return;
    void act('keys.create', { name: parsed.data }).then((created) => {
      if (!created) return;
      setMade({ name: created.key.name, secret: created.secret });
      setName('');
    });
  };
  return (
    <div className="stack">
      <form onSubmit={onSubmit} className="row add-model-line" noValidate>
        <TextInput
          className="spread"
          label={t.doors.keyName}
          description={t.doors.keysHint}
          placeholder={t.doors.keyNameHint}
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={isActing} disabled={name.trim() === ''}>
          {t.doors.keyCreate}
        </Button>
      </form>
      {made && (
        <div role="status">
          <p>{t.doors.keyMade({ name: made.name })}</p>
          <CommandLine command={made.secret} label={t.doors.copyKey} className="door-key" />
        </div>
      )}
      {keys && keys.length > 0 && (
        <ul className="models" aria-label={t.doors.keys}>
          {keys.map((key) => (
            <KeyRow key={key.id} view={key} />
          ))}
        </ul>
      )}
    </div>
  );
}

function KeyRow({ view: { id, name, createdAt } }: { readonly view: KeyView }) {
  const t = useTexts();
  const { act } = useAct();
  const [isAsking, setAsking] = useState(false);
  return (
    <li className="row">
      <strong className="spread one-line">{name}</strong>
      <span className="dim small">
        {t.doors.keySince({ date: new Date(createdAt).toLocaleDateString() })}
      </span>
      <Button size="xs" aria-label={t.doors.keyRevokeNamed({ name })} onClick={() => setAsking(true)}>
        {t.doors.keyRevoke}
      </Button>
      <Confirm
        isOpen={isAsking}
        title={t.doors.keyRevokeTitle({ name })}
        action={t.doors.keyRevoke}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void act('keys.revoke', { id });
        }}
      >
        {t.doors.keyRevokeText}
      </Confirm>
    </li>
  );
}

/** null until the host has said. */
function useKeys(): readonly KeyView[] | null {
  const panel = usePanel();
  const epoch = useEpoch();
  const [keys, setKeys] = useState<readonly KeyView[] | null>(null);
  useEffect(() => {
    const stop = panel.onEvent((event) => {
      if (event.type === 'keys.changed') setKeys(event.keys);
    });
    panel.call('keys.list', {}).then(
      (answer) => setKeys(answer.keys),
      () => undefined,
    );
    return stop;
  }, [panel, epoch]);
  return keys;
}
