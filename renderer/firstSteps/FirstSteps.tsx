import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Settings } from '../../electron/contract/settings.ts';
import { openRoute } from '../frame/useRoute.ts';
import { LookSettings } from '../settings/LookSettings.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { CrewStep } from './CrewStep.tsx';
import { PlacesStep } from './PlacesStep.tsx';
import { useCrew } from './useCrew.ts';

export interface FirstStepsProps {
  readonly settings: Settings;
  readonly isFirst: boolean;
  /** Done or skipped: what is not set keeps its default. */
  onClose(): void;
}

const steps = ['look', 'places', 'crew'] as const;

/** Three steps to a working box; each may be skipped, and so may the rest. */
export function FirstSteps({ settings, isFirst, onClose }: FirstStepsProps) {
  const t = useTexts();
  const [at, setAt] = useState(0);
  const step = steps[at] ?? 'look';
  const crew = useCrew(isFirst);
  const isChange = crew.change.added.length + crew.change.removed.length > 0;
  const finish = async () => {
    const needsEngine = !crew.hasCardEngine && crew.change.added.some(({ kind }) => kind !== 'cpu');
    if (!(await crew.apply())) return;
    if (needsEngine) openRoute({ room: 'settings', section: 'engines' });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.firstSteps.title}
      size={540}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t.firstSteps.skipAll }}
    >
      <div className="stack first-steps">
        <StepHead at={at} />
        <div className="stack first-step">
          {step === 'look' && <LookSettings settings={settings} />}
          {step === 'places' && <PlacesStep settings={settings} />}
          {step === 'crew' && <CrewStep crew={crew} />}
        </div>
        <div className="row first-steps-foot">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t.firstSteps.skipAll}
          </Button>
          <span className="spread" />
          {at > 0 && <Button onClick={() => setAt(at - 1)}>{t.firstSteps.back}</Button>}
          {step === 'crew' ? (
            <Button variant="filled" loading={crew.isActing} onClick={() => void finish()}>
              {isChange ? t.firstSteps.apply : t.firstSteps.done}
            </Button>
          ) : (
            <Button variant="filled" onClick={() => setAt(at + 1)}>
              {t.firstSteps.next}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

/** The step's name, which has the focus after a change, so that a screen reader says where one is. */
function StepHead({ at }: { readonly at: number }) {
  const t = useTexts();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), [at]);
  return (
    <div className="row">
      <h2 ref={ref} tabIndex={-1} data-autofocus>
        {t.firstSteps.names[steps[at] ?? 'look']}
      </h2>
      <span className="spread" />
      <span className="dim small">{t.firstSteps.at({ at: at + 1, of: steps.length })}</span>
    </div>
  );
}
