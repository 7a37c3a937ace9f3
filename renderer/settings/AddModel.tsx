import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ModelView } from '../../electron/contract/model.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderThrown } from '../parts/failureTexts.ts';
import { useHost, usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CheckLines } from './CheckLines.tsx';

type Outcome = { readonly found: readonly ModelView[] } | { readonly thrown: unknown } | null;

/** Takes the path of a model folder on the box and shows what its check found. */
export function AddModel() {
  const t = useTexts();
  const { call } = usePanel();
  const known = useHost((state) => state.models) ?? [];
  const [dir, setDir] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(dir.trim() === '');
    if (dir.trim() === '') return;
    setAdding(true);
    setOutcome(null);
    call('models.add', { dir: dir.trim() })
      .then(
        ({ models }) => setOutcome({ found: findAdded(known, models, dir.trim()) }),
        (thrown: unknown) => setOutcome({ thrown }),
      )
      .finally(() => setAdding(false));
  };
  return (
    <form onSubmit={onSubmit} className="stack add-model" noValidate>
      <div className="row add-model-line">
        <TextInput
          className="spread"
          label={t.models.add}
          description={t.models.addHint}
          placeholder="/srv/models/paraformer-large"
          classNames={{ input: 'mono' }}
          value={dir}
          error={isMissing ? t.models.pathMissing : undefined}
          onChange={(event) => setDir(event.currentTarget.value)}
        />
        <Button type="submit" loading={isAdding}>
          {t.models.addButton}
        </Button>
      </div>
      {outcome && 'thrown' in outcome && <FailureNote failure={renderThrown(outcome.thrown, t)} />}
      {outcome && 'found' in outcome && (
        <div role="status">
          <p>{t.models.found({ count: outcome.found.length })}</p>
          {outcome.found.map((model) => (
            <div key={model.id}>
              <p>
                <strong>{model.name}</strong> · {model.isUsable ? t.models.usable : t.models.unusable}
              </p>
              <CheckLines checks={model.checks} />
            </div>
          ))}
        </div>
      )}
    </form>
  );
}

/** The models of the folder just added: those not known before, else those that lie in it. */
function findAdded(
  before: readonly ModelView[],
  after: readonly ModelView[],
  dir: string,
): readonly ModelView[] {
  const fresh = after.filter((model) => !before.some((one) => one.id === model.id));
  return fresh.length > 0 ? fresh : after.filter((model) => model.dir.startsWith(dir.replace(/[\\/]+$/, '')));
}
