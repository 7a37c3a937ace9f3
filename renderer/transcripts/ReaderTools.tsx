import { IconArrowBackUp, IconArrowForwardUp, IconHistory, IconReplace } from '@tabler/icons-react';
import { useTexts } from '../texts/useTexts.ts';
import type { DeskState } from './desk.ts';
import { Tool } from './Tool.tsx';

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
  const { done, undone, edited, isSaving } = state;
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
      {edited > 0 && (
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
