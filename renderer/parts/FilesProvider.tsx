import { createContext, use, useMemo, type ReactNode } from 'react';
import type { JobTarget } from '../../electron/contract/job.ts';
import { useHost, usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { readPicked } from './readPicked.ts';
import { sayDone } from './useAct.tsx';

/** Ways for files into the queue, for every room. */
export interface Files {
  add(files: readonly File[], target: JobTarget): void;
  /** Opens the system's picker. */
  pick(target: JobTarget, what: 'files' | 'folder'): void;
}

const FilesContext = createContext<Files | null>(null);

export function useFiles(): Files {
  const files = use(FilesContext);
  if (!files) throw new Error('no files around this component');
  return files;
}

/** What a target is called. */
export function useTargetName(target: JobTarget): string {
  const t = useTexts();
  const id = target.kind === 'instance' ? target.instanceId : null;
  const name = useHost(({ instances }) => instances.find((one) => one.spec.id === id)?.spec.name);
  return name ?? t.drop.theFleet;
}

/** Hands dropped and picked files to the uploads and says so. */
export function FilesProvider({ children }: { readonly children: ReactNode }) {
  const { uploads, host } = usePanel();
  const t = useTexts();
  const files = useMemo<Files>(() => {
    const nameOf = (target: JobTarget) => {
      if (target.kind === 'fleet') return t.drop.theFleet;
      const instance = host.getState().state?.instances.find((one) => one.spec.id === target.instanceId);
      return instance?.spec.name ?? target.instanceId;
    };
    const add: Files['add'] = (chosen, target) => {
      if (chosen.length === 0) return sayDone(t.drop.nothing);
      uploads.add(chosen, target);
      sayDone(t.drop.added({ count: chosen.length, name: nameOf(target) }));
    };
    return {
      add,
      pick: (target, what) => readPicked(what, (chosen) => chosen.length > 0 && add(chosen, target)),
    };
  }, [uploads, host, t]);
  return <FilesContext value={files}>{children}</FilesContext>;
}
