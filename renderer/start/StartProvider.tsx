import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { InstanceSpec } from '../../electron/contract/instance.ts';
import { useTellFailure } from '../parts/useAct.tsx';
import { usePanel } from '../state/panel.ts';
import { CallFailed } from '../wire/client.ts';
import { StartDialog, type DoubtfulStart } from './StartDialog.tsx';

export interface Starter {
  /** Starts an instance; where its card's memory does not or only just reach, asks first. */
  start(spec: InstanceSpec): Promise<void>;
  /** Shows who holds the memory of its card, with the choice to start anyway. */
  showHolders(spec: InstanceSpec): Promise<void>;
}

const StarterContext = createContext<Starter | null>(null);

export function useStarter(): Starter {
  const starter = use(StarterContext);
  if (!starter) throw new Error('no starter around this component');
  return starter;
}

/** Starts instances for every room, with one dialog for those that do not fit. */
export function StartProvider({ children }: { readonly children: ReactNode }) {
  const { call } = usePanel();
  const tell = useTellFailure();
  const [doubtful, setDoubtful] = useState<DoubtfulStart | null>(null);
  const ask = useCallback(
    async (spec: InstanceSpec) => {
      if (spec.device.kind === 'cpu') return null;
      const { id, device, modelId, precision, batchSizeS } = spec;
      const answer = await call('instances.admission', { id, device, modelId, precision, batchSizeS });
      return answer.admission;
    },
    [call],
  );
  const showHolders = useCallback(
    async (spec: InstanceSpec) => {
      const admission = await ask(spec).catch(tell);
      if (admission) setDoubtful({ spec, admission });
    },
    [ask, tell],
  );
  const send = useCallback(
    async (spec: InstanceSpec, anyway: boolean) => {
      try {
        await call('instances.start', { id: spec.id, anyway });
      } catch (error) {
        const isShort = error instanceof CallFailed && error.failure.code === 'gpu-memory-short';
        if (isShort) await showHolders(spec);
        else tell(error);
      }
    },
    [call, showHolders, tell],
  );
  const start = useCallback(
    async (spec: InstanceSpec) => {
      // The start itself is judged by the host; what is asked here is only whether to warn.
      const admission = await ask(spec).catch(() => null);
      const isDoubtful = admission?.verdict === 'tight' || admission?.verdict === 'refused';
      if (admission && isDoubtful) setDoubtful({ spec, admission });
      else await send(spec, false);
    },
    [ask, send],
  );
  const starter = useMemo(() => ({ start, showHolders }), [start, showHolders]);
  return (
    <StarterContext value={starter}>
      {children}
      <StartDialog
        doubtful={doubtful}
        onClose={() => setDoubtful(null)}
        onAnyway={({ spec }) => {
          setDoubtful(null);
          void send(spec, true);
        }}
      />
    </StarterContext>
  );
}
