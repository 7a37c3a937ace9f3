import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../electron/contract/settings.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { sayDone, useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { useSetting } from './useSetting.ts';

const spans = [7, 30, 90, 365];

interface Asked {
  readonly days: number;
  readonly count: number;
}

/** How long ended jobs stay, and the way to be rid of old ones now. */
export function History({ settings }: { readonly settings: Settings }) {
  const t = useTexts();
  const set = useSetting();
  const { act } = useAct();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { keepDays } = settings;
  const choose = async (days: number | null) => {
    if (days === null) return set({ keepDays: null });
    const found = await act('jobs.removeEnded', { days, dryRun: true });
    if (found?.count === 0) set({ keepDays: days });
    else if (found) setAsked({ days, count: found.count });
  };
  const choices = keepDays === null || spans.includes(keepDays) ? spans : [...spans, keepDays];
  return (
    <>
      <NativeSelect
        label={t.history.keep}
        description={t.history.keepHint}
        value={keepDays ?? ''}
        onChange={(event) => void choose(Number(event.currentTarget.value) || null)}
        data={[
          { value: '', label: t.history.keepGood },
          ...choices.map((count) => ({ value: String(count), label: t.history.days({ count }) })),
        ]}
      />
      <Confirm
        isOpen={asked !== null}
        title={t.history.keepTitle({ count: asked?.count ?? 0 })}
        action={t.history.keepAction}
        onConfirm={() => set({ keepDays: asked?.days ?? null })}
        onClose={() => setAsked(null)}
      >
        {t.history.keepText({ count: asked?.count ?? 0 })}
      </Confirm>
      <RemoveOld />
    </>
  );
}

function RemoveOld() {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [typed, setTyped] = useState('30');
  const [asked, setAsked] = useState<Asked | null>(null);
  const days = /^\d{1,5}$/.test(typed.trim()) && Number(typed) <= 36_500 ? Number(typed) : null;
  const ask = async () => {
    if (days === null) return;
    const found = await act('jobs.removeEnded', { days, dryRun: true });
    if (found?.count === 0) sayDone(t.history.none);
    else if (found) setAsked({ days, count: found.count });
  };
  const remove = async () => {
    const gone = asked && (await act('jobs.removeEnded', { days: asked.days }));
    if (gone) sayDone(t.history.removed(gone));
  };
  return (
    <>
      <div className="row history-old">
        <TextInput
          label={t.history.olderThan}
          inputMode="numeric"
          value={typed}
          error={days === null ? t.history.outOfRange : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button disabled={days === null || isActing} loading={isActing} onClick={() => void ask()}>
          {t.history.remove}
        </Button>
      </div>
      <Confirm
        isOpen={asked !== null}
        title={t.history.removeTitle({ count: asked?.count ?? 0 })}
        action={t.common.remove}
        onConfirm={() => void remove()}
        onClose={() => setAsked(null)}
      >
        {t.history.removeText}
      </Confirm>
    </>
  );
}
