import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { JobTarget } from '../../electron/contract/job.ts';
import { useHost, useIsReadOnly, usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { renderBytes } from '../figures/figures.ts';
import { Confirm } from './Confirm.tsx';
import type { FoundFiles } from './foundFiles.ts';
import { readPicked } from './readPicked.ts';
import { sayDone } from './useAct.tsx';

/** Ways for files into the queue, for every room. */
export interface Files {
  /** Asks first where many come, or they come out of a folder. */
  add(found: FoundFiles, target: JobTarget): void;
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

/** So many files nobody drops by mistake. */
const unasked = 20;

interface Asked {
  readonly found: FoundFiles;
  readonly target: JobTarget;
}

/** Hands dropped and picked files to the uploads and says so. */
export function FilesProvider({ children }: { readonly children: ReactNode }) {
  const { uploads, host } = usePanel();
  const t = useTexts();
  const isReadOnly = useIsReadOnly();
  const [asked, setAsked] = useState<Asked | null>(null);
  const nameOf = useCallback(
    (target: JobTarget) => {
      if (target.kind === 'fleet') return t.drop.theFleet;
      const instance = host.getState().state?.instances.find((one) => one.spec.id === target.instanceId);
      return instance?.spec.name ?? target.instanceId;
    },
    [host, t],
  );
  const send = useCallback(
    ({ found: { files }, target }: Asked) => {
      uploads.add(files, target);
      sayDone(t.drop.added({ count: files.length, name: nameOf(target) }));
    },
    [uploads, nameOf, t],
  );
  const files = useMemo<Files>(() => {
    const add: Files['add'] = (found, target) => {
      if (isReadOnly) return sayDone(t.access.readOnlyReason);
      const { length: count } = found.files;
      if (count === 0) return sayDone(t.drop.nothing);
      if (count > (found.isFolder ? 1 : unasked)) setAsked({ found, target });
      else send({ found, target });
    };
    return {
      add,
      pick: (target, what) => {
        if (isReadOnly) sayDone(t.access.readOnlyReason);
        else readPicked(what, (found) => add(found, target));
      },
    };
  }, [send, t, isReadOnly]);
  return (
    <FilesContext value={files}>
      {children}
      <ManyFiles asked={asked} nameOf={nameOf} onConfirm={send} onClose={() => setAsked(null)} />
    </FilesContext>
  );
}

interface ManyFilesProps {
  readonly asked: Asked | null;
  nameOf(target: JobTarget): string;
  onConfirm(asked: Asked): void;
  onClose(): void;
}

/** How many there are, and how large, before they are sent. */
function ManyFiles({ asked, nameOf, onConfirm, onClose }: ManyFilesProps) {
  const t = useTexts();
  const { files = [], leftOut = 0 } = asked?.found ?? {};
  const size = renderBytes(files.reduce((sum, file) => sum + file.size, 0));
  return (
    <Confirm
      isOpen={asked !== null}
      isSafe
      title={t.drop.manyTitle({ count: files.length })}
      action={t.drop.manyAction}
      onConfirm={() => asked && onConfirm(asked)}
      onClose={onClose}
    >
      {t.drop.manyText({ size, name: asked ? nameOf(asked.target) : '' })}
      {leftOut > 0 && ` ${t.drop.manyLeftOut({ count: leftOut })}`}
    </Confirm>
  );
}
