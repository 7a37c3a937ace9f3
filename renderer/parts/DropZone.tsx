import { Button } from '@mantine/core';
import { IconFileMusic } from '@tabler/icons-react';
import type { JobTarget } from '../../electron/contract/job.ts';
import { useTexts } from '../texts/useTexts.ts';
import { Changes } from '../access/Changes.tsx';
import { useIsReadOnly } from '../state/panel.ts';
import { DropArea } from './DropArea.tsx';
import { useFiles, useTargetName } from './FilesProvider.tsx';
import { MediaButton } from './MediaPicker.tsx';

/** The place to drop audio: quiet until files are dragged over the window. */
export function DropZone({ target, hint }: { readonly target: JobTarget; readonly hint: string }) {
  const t = useTexts();
  const files = useFiles();
  const isReadOnly = useIsReadOnly();
  const name = useTargetName(target);
  const title = target.kind === 'fleet' ? t.drop.fleet : t.drop.instance({ name });
  return (
    <Changes>
      <DropArea target={target} className="drop-zone">
        <IconFileMusic size={22} stroke={1.5} aria-hidden="true" className="drop-icon" />
        <div className="drop-words">
          <p className="drop-title">{title}</p>
          <p className="drop-loud">{t.drop.release({ name })}</p>
          <p className="dim small">{isReadOnly ? t.access.readOnlyReason : hint}</p>
        </div>
        <div className="row drop-buttons">
          <Button onClick={() => files.pick(target, 'files')}>{t.drop.choose}</Button>
          <Button variant="subtle" color="gray" onClick={() => files.pick(target, 'folder')}>
            {t.drop.chooseFolder}
          </Button>
          <MediaButton target={target} />
        </div>
      </DropArea>
    </Changes>
  );
}
