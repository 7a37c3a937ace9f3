import { createContext, use, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import type { JobTarget } from '../../electron/contract/job.ts';
import { useHost, usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
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

const audio =
  'audio/*,video/*,.wav,.mp3,.m4a,.flac,.ogg,.opus,.aac,.amr,.wma,.mp4,.mkv,.mov,.webm,.avi,.ts,.caf,.ape';

/** Holds the two hidden pickers; the buttons that open them are in the rooms. */
export function FilesProvider({ children }: { readonly children: ReactNode }) {
  const { uploads, host } = usePanel();
  const t = useTexts();
  const target = useRef<JobTarget>({ kind: 'fleet' });
  const filesInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const files = useMemo<Files>(() => {
    const nameOf = (to: JobTarget) =>
      to.kind === 'instance'
        ? host.getState().state?.instances.find((one) => one.spec.id === to.instanceId)?.spec.name
        : undefined;
    return {
      add(chosen, to) {
        if (chosen.length === 0) return sayDone(t.drop.nothing);
        uploads.add(chosen, to);
        sayDone(t.drop.added({ count: chosen.length, name: nameOf(to) ?? t.drop.theFleet }));
      },
      pick(to, what) {
        target.current = to;
        (what === 'files' ? filesInput : folderInput).current?.click();
      },
    };
  }, [uploads, host, t]);
  const take = (input: RefObject<HTMLInputElement | null>) => () => {
    const chosen = [...(input.current?.files ?? [])].filter((file) => !file.name.startsWith('.'));
    if (chosen.length > 0) files.add(chosen, target.current);
    if (input.current) input.current.value = '';
  };
  const shared = { type: 'file', multiple: true, hidden: true, tabIndex: -1, 'aria-hidden': true } as const;
  return (
    <FilesContext value={files}>
      {children}
      <input {...shared} ref={filesInput} accept={audio} onChange={take(filesInput)} data-picker="files" />
      <input
        {...shared}
        ref={(input) => {
          folderInput.current = input;
          if (input) input.webkitdirectory = true;
        }}
        onChange={take(folderInput)}
      />
    </FilesContext>
  );
}
