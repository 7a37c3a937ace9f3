import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconHistory, IconReplace } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/useTexts.ts';
import type { DeskState } from './desk.ts';

export interface ReaderToolsProps {
  readonly state: DeskState;
  readonly showsRecognised: boolean;
  onUndo(): void;
  onRedo(): void;
  onReplace(): void;
  onShowRecognised(shows: boolean): void;
}

/** What can be done with the text: take edits back, replace, and see what was recognised. */
export function ReaderTools({ state, showsRecognised, ...on }: ReaderToolsProps) {
  const t = useTexts();
  const { done, undone, recognised, isSaving } = state;
  return (
    <>
      <Tool label={t.editing.undo} isOff={done.length === 0 || isSaving} onClick={on.onUndo}>
        <IconArrowBackUp size={16} />
      </Tool>
      <Tool label={t.editing.redo} isOff={undone.length === 0 || isSaving} onClick={on.onRedo}>
        <IconArrowForwardUp size={16} />
      </Tool>
      <Tool label={t.editing.findAndReplace} onClick={on.onReplace}>
        <IconReplace size={16} />
      </Tool>
      {recognised.size > 0 && (
        <Tool
          label={showsRecognised ? t.editing.hideRecognised : t.editing.showRecognised}
          isPressed={showsRecognised}
          onClick={() => on.onShowRecognised(!showsRecognised)}
        >
          <IconHistory size={16} />
        </Tool>
      )}
    </>
  );
}

interface ToolProps {
  readonly label: string;
  readonly isOff?: boolean;
  readonly isPressed?: boolean;
  readonly children: ReactNode;
  onClick(): void;
}

function Tool({ label, isOff = false, isPressed, children, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={isPressed} disabled={isOff} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
