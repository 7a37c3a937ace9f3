import { useState, type DragEvent, type ReactNode } from 'react';
import type { JobTarget } from '../../electron/contract/job.ts';
import { useIsReadOnly } from '../state/panel.ts';
import { readDropped } from './readDropped.ts';
import { useFiles } from './FilesProvider.tsx';

export interface DropAreaProps {
  readonly target: JobTarget;
  readonly className?: string;
  readonly children: ReactNode;
}

export function carriesFiles(event: { readonly dataTransfer: DataTransfer | null }): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Anything that takes dropped files for a target; `data-over` while files hang over it. Who only looks drops nothing. */
export function DropArea({ target, className, children }: DropAreaProps) {
  const files = useFiles();
  const isReadOnly = useIsReadOnly();
  const [isOver, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!carriesFiles(event) || isReadOnly) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const onDragLeave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const onDrop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(false);
    void readDropped(event.dataTransfer).then((found) => files.add(found, target));
  };
  const handlers = { onDragOver, onDragLeave, onDrop };
  return (
    <div className={className} data-over={isOver || undefined} data-drop={target.kind} {...handlers}>
      {children}
    </div>
  );
}
