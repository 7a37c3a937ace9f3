import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { KeyLimits, KeyView } from '../../electron/contract/key.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useEpoch, usePanel } from '../state/panel.ts';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CreateKey } from './CreateKey.tsx';

/** The keys there are, and a form for one more. */
export function DoorKeys() {
  const t = useTexts();
  const keys = useKeys();
  return (
    <div className="stack">
      <CreateKey />
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

function KeyRow({ view }: { readonly view: KeyView }) {
  const t = useTexts();
  const { act } = useAct();
  const [isAsking, setAsking] = useState(false);
  const { id, name, createdAt, lastUsedAt } = view;
  const renderDate = (at: number) => ({ date: new Date(at).toLocaleDateString() });
  const use = lastUsedAt === null ? t.doors.keyUnused : t.doors.keyUsed(renderDate(lastUsedAt));
  return (
    <li className="row">
      <div className="spread key-words">
        <strong className="one-line">{name}</strong>
        <span className="small">{view.scopes.map((one) => t.doors.keyScopes[one]).join(' · ')}</span>
        <span className="dim small">
          {[t.doors.keySince(renderDate(createdAt)), use, ...renderLimits(view.limits, t)].join(' · ')}
        </span>
      </div>
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

function renderLimits({ uploads, filesPerMin, fileMiB, audioS }: KeyLimits, t: Texts): readonly string[] {
  return [
    ...(uploads === null ? [] : [t.doors.keyMost.uploads({ count: uploads })]),
    ...(filesPerMin === null ? [] : [t.doors.keyMost.filesPerMin({ count: filesPerMin })]),
    ...(fileMiB === null ? [] : [t.doors.keyMost.fileMiB({ count: fileMiB })]),
    ...(audioS === null ? [] : [t.doors.keyMost.audioS({ count: audioS })]),
  ];
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
