import { Button, Textarea } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { longestSentence } from '../../electron/contract/editing.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Draft } from './desk.ts';
import type { Drafting } from './useDraft.ts';

export interface SentenceEditorProps {
  readonly draft: Draft;
  readonly drafting: Drafting;
  /** What the sentence says now: another than the draft's base where somebody else corrected it meanwhile. */
  readonly current: string;
  /** What was recognised; undefined: what stands there. */
  readonly recognised: string | undefined;
  readonly isSaving: boolean;
}

/** A sentence as a field: Enter saves, Ctrl+Enter goes on with the next, Escape gives up. */
export function SentenceEditor({ draft, drafting, current, recognised, isSaving }: SentenceEditorProps) {
  const t = useTexts();
  const isOutdated = current !== draft.base;
  const onKey = (event: KeyboardEvent) => {
    // Enter also ends the composing of Chinese text.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') drafting.close();
    else if (event.key === 'Enter' && !isOutdated) drafting.save(event.ctrlKey || event.metaKey);
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="sentence-editor">
      <Textarea
        autoFocus
        autosize
        minRows={1}
        maxLength={longestSentence}
        aria-label={t.editing.field}
        value={draft.text}
        onChange={(event) => drafting.write(event.currentTarget.value)}
        onKeyDown={onKey}
        onFocus={({ currentTarget: field }) =>
          field.setSelectionRange(field.value.length, field.value.length)
        }
      />
      {isOutdated && <Outdated current={current} drafting={drafting} />}
      <div className="row row-wrap">
        <Button variant="filled" loading={isSaving} disabled={isOutdated} onClick={() => drafting.save()}>
          {t.editing.save}
        </Button>
        <Button variant="subtle" onClick={drafting.close}>
          {t.common.cancel}
        </Button>
        <span className="dim small">{t.editing.keys}</span>
      </div>
      {recognised !== undefined && recognised !== draft.text && (
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
