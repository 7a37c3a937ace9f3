import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ModelHub } from '../../electron/contract/model.ts';
import { useAct } from '../parts/useAct.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { FetchRow } from './FetchRow.tsx';

/** Owner and name; what each may hold is the host's to judge. */
const fullIdShape = /^[^/\s]+\/[^/\s]+$/;

/** Takes a model's full id on a hub, and shows the fetches under way and how the last ones ended. */
export function FetchModel() {
  const t = useTexts();
  const fetches = useHost((state) => state.fetches) ?? [];
  const { act, isActing } = useAct();
  const [fullId, setFullId] = useState('');
  const [hub, setHub] = useState<ModelHub>('modelscope');
  const [isWrong, setWrong] = useState(false);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const asked = fullId.trim();
    setWrong(!fullIdShape.test(asked));
    if (!fullIdShape.test(asked)) return;
    void act('models.fetch', { fullId: asked, hub }).then((begun) => {
      if (begun) setFullId('');
    });
  };
  return (
    <section className="stack" aria-label={t.fetches.get}>
      <form onSubmit={onSubmit} className="row add-model-line fetch-line" noValidate>
        <TextInput
          className="spread"
          label={t.fetches.get}
          description={t.fetches.getHint}
          placeholder="iic/speech_paraformer-large_asr_nat-zh-cn-16k-common-vocab8404-onnx"
          classNames={{ input: 'mono' }}
          value={fullId}
          error={isWrong ? t.fetches.idMissing : undefined}
          onChange={(event) => setFullId(event.currentTarget.value)}
        />
        <NativeSelect
          label={t.fetches.hub}
          value={hub}
          onChange={(event) =>
            setHub(event.currentTarget.value === 'huggingface' ? 'huggingface' : 'modelscope')
          }
          data={(['modelscope', 'huggingface'] as const).map((value) => ({
            value,
            label: t.fetches.hubs[value],
          }))}
        />
        <Button type="submit" loading={isActing}>
          {t.fetches.getButton}
        </Button>
      </form>
      {fetches.length > 0 && (
        <ul className="models" aria-label={t.fetches.title}>
          {fetches.map((fetch) => (
            <FetchRow key={fetch.id} fetch={fetch} />
          ))}
        </ul>
      )}
      <FetchWays />
    </section>
  );
}

/** What helps where a hub is slow or says no. */
function FetchWays() {
  const { fetches } = useTexts();
  return (
    <details>
      <summary>{fetches.ways}</summary>
      <ul className="fetch-ways small dim">
        {[fetches.mirror, fetches.proxy, fetches.byHand, fetches.cache].map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </details>
  );
}
