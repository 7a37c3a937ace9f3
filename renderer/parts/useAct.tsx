import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../electron/contract/api.ts';
import { usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { FailureNote } from './FailureNote.tsx';
import { renderThrown } from './failureTexts.ts';

/** Shows what a call threw as a notification that stays until it is put away. */
export function useTellFailure(): (thrown: unknown) => void {
  const t = useTexts();
  return useCallback(
    (thrown) => {
      notifications.show({
        color: 'red',
        autoClose: false,
        withCloseButton: true,
        closeButtonProps: { 'aria-label': t.common.close },
        message: <FailureNote failure={renderThrown(thrown, t)} />,
      });
    },
    [t],
  );
}

/** Says in passing that something went well. */
export function sayDone(message: string): void {
  notifications.show({ message, autoClose: 2500, withCloseButton: false });
}

type Act = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N> | null>;

/** Calls the host for a button: null and a notification when it failed; `isActing` while it runs. */
export function useAct(): { readonly act: Act; readonly isActing: boolean } {
  const { call } = usePanel();
  const tell = useTellFailure();
  const [running, setRunning] = useState(0);
  const act = useCallback<Act>(
    async (name, input) => {
      setRunning((count) => count + 1);
      try {
        return await call(name, input);
      } catch (error) {
        tell(error);
        return null;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [call, tell],
  );
  return { act, isActing: running > 0 };
}
