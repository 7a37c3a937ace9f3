import { Button } from '@mantine/core';
import { IconInfoCircle, IconPencil } from '@tabler/icons-react';
import type { Transcript } from '../../electron/contract/job.ts';
import { Changes } from '../access/Changes.tsx';
import { renderClock } from '../figures/figures.ts';
import { useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';

export interface ReaderNotesProps {
  readonly transcript: Transcript;
  /** Sentences that say something else than was recognised. */
  readonly corrected: number;
}

/** What a reader should know of this text: notes, and the parts that have none. */
export function ReaderNotes({ transcript, corrected }: ReaderNotesProps) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const { notes, holes, hotwords, jobId } = transcript;
  if (notes.length + holes.length + hotwords.length + corrected === 0) return null;
  const clock = (ms: number) => renderClock(ms / 1000);
  return (
    <ul className="reader-notes" tabIndex={0} aria-label={t.transcripts.notes}>
      {holes.map((hole) => (
        <li key={hole.fromMs} className="tone-warn">
          <IconInfoCircle size={15} aria-hidden="true" />
          <span>{t.transcripts.hole({ from: clock(hole.fromMs), to: clock(hole.toMs) })}</span>
        </li>
      ))}
      {holes.length > 0 && (
        <li>
          <Changes>
            <Button disabled={isActing} onClick={() => void act('jobs.retry', { id: jobId })}>
              {t.jobs.redoHole}
            </Button>
          </Changes>
        </li>
      )}
      {notes.map((note) => (
        <li key={note} className="dim">
          <IconInfoCircle size={15} aria-hidden="true" />
          <span>{t.notes[note]}</span>
        </li>
      ))}
      {corrected > 0 && (
        <li className="dim">
          <IconPencil size={15} aria-hidden="true" />
          <span>{t.editing.note({ count: corrected })}</span>
        </li>
      )}
      {hotwords.length > 0 && (
        <li className="dim">
          <IconInfoCircle size={15} aria-hidden="true" />
          <details className="reader-hotwords">
            <summary>{t.transcripts.hotwords({ count: hotwords.length })}</summary>
            {hotwords.join(' · ')}
          </details>
        </li>
      )}
    </ul>
  );
}
