import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { JobTarget } from '../../electron/contract/job.ts';
import { useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { TargetChoice } from './TargetChoice.tsx';

/** Another folder to watch. */
export function AddWatch() {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [dir, setDir] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [target, setTarget] = useState<JobTarget>({ kind: 'fleet' });
  const [takesPresent, setTakesPresent] = useState(true);
  const add = async () => {
    setMissing(dir.trim() === '');
    if (dir.trim() === '') return;
    if (await act('watches.add', { dir: dir.trim(), target, takesPresent })) setDir('');
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div className="form-pair">
        <TextInput
          label={t.watches.folder}
          placeholder={t.watches.folderHint}
          value={dir}
          error={isMissing ? t.watches.pathMissing : null}
          onChange={(event) => {
            setDir(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <TargetChoice label={t.watches.target} target={target} onChoose={setTarget} />
      </div>
      <div className="row row-wrap">
        <Checkbox
          className="spread"
          size="xs"
          label={t.watches.takesPresent}
          checked={takesPresent}
          onChange={(event) => setTakesPresent(event.currentTarget.checked)}
        />
        <Button type="submit" loading={isActing}>
          {t.watches.add}
        </Button>
      </div>
    </form>
  );
}
