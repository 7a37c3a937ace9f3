import { Button, Textarea } from '@mantine/core';
import { IconArrowsJoin, IconArrowsSplit } from '@tabler/icons-react';
import { useRef, type KeyboardEvent } from 'react';
import { longestSentence } from '../../electron/contract/editing.ts';
import { parseShortcut, readPress } from '../frame/shortcutKeys.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Draft } from './desk.ts';
import { Tool } from './Tool.tsx';
import type { Drafting } from './useDraft.ts';
import type { Splitting } from './useSplitting.ts';

export interface SentenceEditorProps {
  readonly draft: Draft;
  readonly drafting: Drafting;
  readonly splitting: Splitting;
  /** What the sentence says now: another than the draft's base where somebody else corrected it meanwhile. */
  readonly current: string;
  /** What was recognised; null: what stands there. */
  readonly recognised: string | null;
  readonly isSaving: boolean;
}

/** A sentence as a field: Enter saves, Ctrl+Enter goes on with the next, Shift+Enter splits it, Escape gives up. */
export function SentenceEditor({ draft, drafting, splitting, current, ...more }: SentenceEditorProps) {
  const t = useTexts();
  const { recognised, isSaving } = more;
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const isOutdated = current !== draft.base;
  const split = () => splitting.split(fieldRef.current?.selectionStart ?? 0);
  const onKey = (event: KeyboardEvent) => {
    // Enter also ends the composing of Chinese text.
    if (event.nativeEvent.isComposing) return;
    if (parseShortcut(readPress(event.nativeEvent), 'sentence') === 'split') split();
    else if (event.key === 'Escape') drafting.close();
    else if (event.key === 'Enter' && !isOutdated) drafting.save(event.ctrlKey || event.metaKey);
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="sentence-editor">
      <Textarea
        // Another sentence's field: what it begins with, and where the caret goes, is its own.
        key={`${draft.index} ${draft.nth} ${draft.base}`}
        ref={fieldRef}
        autoFocus
        autosize
        minRows={1}
        maxLength={longestSentence}
        aria-label={t.editing.field}
        value={draft.text}
        onChange={(event) => drafting.write(event.currentTarget.value)}
        onKeyDown={onKey}
        onFocus={({ currentTarget: field }) => {
          const caret = drafting.takeCaret() ?? field.value.length;
          field.setSelectionRange(caret, caret);
        }}
      />
      {isOutdated && <Outdated current={current} drafting={drafting} />}
      <div className="row row-wrap">
        <Button variant="filled" loading={isSaving} disabled={isOutdated} onClick={() => drafting.save()}>
          {t.editing.save}
        </Button>
        <Button variant="subtle" onClick={drafting.close}>
          {t.common.cancel}
        </Button>
        <Tool label={t.editing.split} onClick={split}>
          <IconArrowsSplit size={15} />
        </Tool>
        <Tool
          label={t.editing.merge}
          onClick={() => drafting.place !== null && splitting.merge(drafting.place)}
        >
          <IconArrowsJoin size={15} />
        </Tool>
        <span className="dim small">{t.editing.keys}</span>
      </div>
      {recognised !== null && recognised !== draft.text && (
        <p className="dim small">
          {t.editing.recognised({ text: recognised })}{' '}
          <Button variant="subtle" onClick={() => drafting.write(recognised)}>
            {t.editing.takeRecognised}
          </Button>
        </p>
      )}
    </div>
  );
}

function Outdated({ current, drafting }: { readonly current: string; readonly drafting: Drafting }) {
  const t = useTexts();
  return (
    <div className="sentence-outdated small" role="alert">
      <p>{current === '' ? t.editing.outdatedGone : t.editing.outdated({ text: current })}</p>
      <div className="row row-wrap">
        <Button onClick={drafting.rebase}>{t.editing.keepMine}</Button>
        <Button onClick={drafting.close}>{t.editing.takeTheirs}</Button>
      </div>
    </div>
  );
}
