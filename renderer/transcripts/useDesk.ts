import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useEpoch, usePanel } from '../state/panel.ts';
import type { Desk, DeskState } from './desk.ts';

/** A transcript on its desk, read again when another panel has corrected it or its job was redone; the desk outlives its reader. */
export function useDesk(jobId: string): { readonly desk: Desk; readonly state: DeskState } {
  const { desks, onEvent } = usePanel();
  const epoch = useEpoch();
  const desk = desks.find(jobId);
  const state = useStore(desk.store);
  useEffect(() => {
    void desk.read();
    return onEvent((event) => {
      const isEdited = event.type === 'transcript.edited' && event.jobId === jobId;
      const isRedone = event.type === 'job.changed' && event.job.id === jobId && event.job.endedAt !== null;
      if (isRedone || (isEdited && event.revision > desk.store.getState().revision)) void desk.read();
    });
  }, [desk, onEvent, jobId, epoch]);
  useEffect(() => () => void desk.leave(), [desk]);
  return { desk, state };
}
