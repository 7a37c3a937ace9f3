import { Button } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { Changes } from '../access/Changes.tsx';
import { renderMoment } from '../figures/figures.ts';
import { useAct } from '../parts/useAct.tsx';
import { useNow } from '../parts/useNow.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

/** How the embedded engine computes on this machine, and what that brings; it can be measured again. */
export function TuningCard({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const { spec, tuned } = instance;
  if (spec.engine !== 'onnx' || spec.device.kind !== 'cpu') return null;
  return (
    <section className="card" aria-label={t.tuning.title}>
      <div className="card-head">
        <h2>{t.tuning.title}</h2>
        <Changes>
          <Button
            disabled={isActing || instance.phase === 'loading' || instance.phase === 'starting'}
            leftSection={<IconGauge size={14} />}
            onClick={() => void act('instances.measure', { id: spec.id })}
          >
            {tuned ? t.tuning.again : t.tuning.measure}
          </Button>
        </Changes>
      </div>
      <div className="card-body stack">
        {tuned ? <Measured tuned={tuned} /> : <p className="dim">{t.tuning.none}</p>}
        <p className="dim small">{t.tuning.note}</p>
      </div>
    </section>
  );
}

function Measured({ tuned }: { readonly tuned: NonNullable<InstanceView['tuned']> }) {
  const t = useTexts();
  const language = useLanguage();
  const now = useNow(60_000);
  const { threads, lanes, batch, gain, at } = tuned;
  const way = batch === 'whole' ? t.tuning.whole({ threads }) : t.tuning.single({ threads, lanes });
  return (
    <p>
      {way} {gain > 1 ? t.tuning.gain({ times: gain.toFixed(2) }) : t.tuning.noGain}{' '}
      <span className="dim small">{t.tuning.at({ time: renderMoment(at, language, now) })}</span>
    </p>
  );
}
