import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Changes } from '../access/Changes.tsx';
import { useTexts } from '../texts/useTexts.ts';
import type { Find } from './useFind.ts';

export interface FindBarProps {
  readonly find: Find;
  readonly query: string;
  readonly isSaving: boolean;
  /** Replaces the hit one is at, or all. */
  onReplace(which: 'one' | 'all'): void;
}

/** From hit to hit of what the search asks for, or of letters to be replaced. */
export function FindBar({ find, query, isSaving, onReplace }: FindBarProps) {
  const t = useTexts();
  const { letters, hits, current } = find;
  if (letters === null && query.trim() === '') return null;
  const count = current === null ? t.editing.noHits : t.editing.hitOf({ at: current + 1, count: hits.count });
  const isOff = current === null || isSaving;
  // A button that is pressed and has no more to do keeps the focus: a disabled one would lose it.
  const whenHit = isOff ? { 'data-disabled': true, 'aria-disabled': true } : {};
  return (
    <div className="find-bar" role="search" aria-label={t.editing.find}>
      {letters === null ? (
        <span className="one-line find-query">“{query.trim()}”</span>
      ) : (
        <FindFields find={find} onReplace={onReplace} />
      )}
      <span className="dim small" role="status">
        {count}
      </span>
      <ActionIcon aria-label={t.editing.previous} disabled={current === null} onClick={() => find.step(-1)}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t.editing.next} disabled={current === null} onClick={() => find.step(1)}>
        <IconChevronDown size={16} />
      </ActionIcon>
      {letters !== null && (
        <>
          <Changes>
            <Button {...whenHit} onClick={() => isOff || onReplace('one')}>
              {t.editing.replace}
            </Button>
            <Button {...whenHit} onClick={() => isOff || onReplace('all')}>
              {t.editing.replaceAll}
            </Button>
          </Changes>
          <ActionIcon aria-label={t.common.close} onClick={find.close}>
            <IconX size={16} />
          </ActionIcon>
        </>
      )}
    </div>
  );
}

function FindFields({ find, onReplace }: Pick<FindBarProps, 'find' | 'onReplace'>) {
  const t = useTexts();
  const onKey = (event: KeyboardEvent, onEnter: () => void) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') onEnter();
    if (event.key === 'Escape') find.close();
  };
  return (
    <>
      <TextInput
        autoFocus
        aria-label={t.editing.find}
        placeholder={t.editing.find}
        value={find.letters ?? ''}
        onChange={(event) => find.look(event.currentTarget.value)}
        onKeyDown={(event) => onKey(event, () => find.step(event.shiftKey ? -1 : 1))}
      />
      <Changes>
        <TextInput
          aria-label={t.editing.replaceBy}
          placeholder={t.editing.replaceBy}
          value={find.by}
          onChange={(event) => find.replaceBy(event.currentTarget.value)}
          onKeyDown={(event) => onKey(event, () => onReplace('one'))}
        />
      </Changes>
    </>
  );
}
