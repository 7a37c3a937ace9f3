import { ActionIcon, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { Sentence } from '../../electron/contract/job.ts';
import { Changes } from '../access/Changes.tsx';
import { renderClock } from '../figures/figures.ts';
import type { MarkedPart } from '../parts/marks.ts';
import type { Player } from '../player/usePlayer.ts';
import { useTexts } from '../texts/useTexts.ts';
import { SentenceEditor } from './SentenceEditor.tsx';
import type { Standing } from './passages.ts';
import { editButtonId, type Drafting } from './useDraft.ts';
import type { Splitting } from './useSplitting.ts';

export interface SentenceRowProps {
  readonly index: number;
  readonly sentence: Sentence;
  readonly parts: readonly MarkedPart[];
  readonly currentHit: number | null;
  readonly standing: Standing;
  readonly showsRecognised: boolean;
  readonly player: Player;
  readonly drafting: Drafting;
  readonly splitting: Splitting;
  readonly isSaving: boolean;
  onRestore(index: number): void;
}

/** One sentence: its time, its text or the field it is corrected in, and the way there. */
export function SentenceRow(props: SentenceRowProps) {
  const { index, sentence, standing, player, drafting, splitting, isSaving } = props;
  const t = useTexts();
  const at = renderClock(sentence.fromMs / 1000);
  const { draft, place } = drafting;
  return (
    <>
      <button
        className="sentence-time dim"
        aria-label={t.player.playFrom({ at })}
        onClick={() => player.playFromMs(sentence.fromMs)}
      >
        {at}
      </button>
      {draft !== null && place === index ? (
        <SentenceEditor
          {...{ draft, drafting, splitting, isSaving }}
          current={sentence.text.trim()}
          recognised={standing.isAlone ? standing.recognised : null}
        />
      ) : (
        <>
          <SentenceText {...props} />
          <Changes>
            <ActionIcon
              id={editButtonId(index)}
              className="sentence-edit"
              size="sm"
              aria-label={t.editing.edit({ at })}
              onClick={() => drafting.open(index)}
            >
              <IconPencil size={14} aria-hidden="true" />
            </ActionIcon>
          </Changes>
        </>
      )}
    </>
  );
}

function SentenceText(props: SentenceRowProps) {
  const { index, sentence, parts, currentHit, standing, showsRecognised, player, onRestore } = props;
  const t = useTexts();
  const { recognised, isCorrected } = standing;
  return (
    <div>
      <span
        className="sentence-text"
        data-corrected={isCorrected || undefined}
        title={isCorrected && recognised !== null ? t.editing.recognised({ text: recognised }) : undefined}
        onClick={() => isSelecting() || player.playFromMs(sentence.fromMs)}
      >
        {parts.length === 0 && <em className="dim">{t.editing.leftOut}</em>}
        {parts.map(({ text, hit }, part) =>
          hit === null ? (
            <span key={part}>{text}</span>
          ) : (
            <mark key={part} data-current={hit === currentHit || undefined}>
              {text}
            </mark>
          ),
        )}
      </span>
      {isCorrected && <span className="hidden-visually">{t.editing.corrected}</span>}
      {recognised !== null && showsRecognised && (
        <p className="dim small sentence-recognised">
          {t.editing.recognised({ text: recognised })}{' '}
          <Changes>
            <Button variant="subtle" onClick={() => onRestore(index)}>
              {t.editing.restore}
            </Button>
          </Changes>
        </p>
      )}
    </div>
  );
}

/** Text is being marked to copy it: that is no click. */
function isSelecting(): boolean {
  return getSelection()?.isCollapsed === false;
}
