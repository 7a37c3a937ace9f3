import { createContext, lazy, Suspense, use, useMemo, useState, type ReactNode } from 'react';
import { useAct } from '../parts/useAct.tsx';
import { useAccess, useHost } from '../state/panel.ts';

const FirstSteps = lazy(() => import('./FirstSteps.tsx').then((part) => ({ default: part.FirstSteps })));

interface FirstStepsDoor {
  /** Walks through the first steps again. */
  open(): void;
}

const FirstStepsContext = createContext<FirstStepsDoor | null>(null);

export function useFirstSteps(): FirstStepsDoor {
  const door = use(FirstStepsContext);
  if (!door) throw new Error('no first steps around this component');
  return door;
}

/** Shows the first steps where the host says they are due and nothing has been transcribed yet, or when asked. */
export function FirstStepsProvider({ children }: { readonly children: ReactNode }) {
  const { act } = useAct();
  const settings = useHost((state) => state.settings);
  const isFresh = useHost(({ counts }) => counts.active + counts.waiting + counts.done + counts.failed === 0);
  const [isAsked, setAsked] = useState(false);
  const [isPutAway, setPutAway] = useState(false);
  const door = useMemo(() => ({ open: () => setAsked(true) }), []);
  const mayChange = useAccess()?.scopes.includes('operate') ?? false;
  const isDue = mayChange && settings?.firstSteps === 'due' && isFresh === true && !isPutAway;
  const close = () => {
    setAsked(false);
    setPutAway(true);
    if (settings?.firstSteps === 'due') void act('settings.set', { firstSteps: 'done' });
  };
  return (
    <FirstStepsContext value={door}>
      {children}
      {settings && (isDue || isAsked) && (
        <Suspense>
          <FirstSteps settings={settings} isFirst={isDue} onClose={close} />
        </Suspense>
      )}
    </FirstStepsContext>
  );
}
