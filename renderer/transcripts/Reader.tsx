import { Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Transcript } from '../../electron/contract/job.ts';
import { renderClock } from '../figures/figures.ts';
import { PlayerBar } from '../player/PlayerBar.tsx';
import { stepSpeed } from '../player/speeds.ts';
import { usePlayer } from '../player/usePlayer.ts';
import { DemoNotice } from '../parts/DemoNotice.tsx';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderThrown } from '../parts/failureTexts.ts';
import { renderRoute } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CopyTranscript } from './CopyTranscript.tsx';
import type { Desk, DeskState } from './desk.ts';
import { FindBar } from './FindBar.tsx';
import { ReaderActions } from './ReaderActions.tsx';
import { ReaderFacts } from './ReaderFacts.tsx';
import { ReaderNotes } from './ReaderNotes.tsx';
import { ReaderTools } from './ReaderTools.tsx';
import { Sentences } from './Sentences.tsx';
import { useCorrecting } from './useCorrecting.ts';
import { useDesk } from './useDesk.ts';
import { useDraft } from './useDraft.ts';
import { useFind } from './useFind.ts';
import { useReaderKeys } from './useReaderKeys.ts';
import { useSplitting } from './useSplitting.ts';

/** What F9 goes back, seconds: about a clause. */
const skipS = 3;

export interface ReaderProps {
  readonly jobId: string;
  readonly query: string;
}

/** One transcript: its sentences with their times, to read, listen to, correct, copy and export. */
export function Reader({ jobId, query }: ReaderProps) {
  const t = useTexts();
  const { desk, state } = useDesk(jobId);
  const { transcript, thrown } = state;
  return (
    <section className="card reader" aria-label={t.transcripts.sentences}>
      <a className="reader-back" href={renderRoute({ room: 'transcripts', jobId: null, query })}>
        <IconArrowLeft size={15} aria-hidden="true" />
        {t.transcripts.back}
      </a>
      {transcript === null && thrown === null && <ReaderSkeleton />}
      {transcript === null && thrown !== null && (
        <div className="card-body">
          <FailureNote failure={renderThrown(thrown, t)} />
        </div>
      )}
      {transcript !== null && <ReaderBody {...{ desk, state, transcript, query }} />}
    </section>
  );
}

interface ReaderBodyProps {
  readonly desk: Desk;
  readonly state: DeskState;
  readonly transcript: Transcript;
  readonly query: string;
}

function ReaderBody({ desk, state, transcript, query }: ReaderBodyProps) {
  const t = useTexts();
  const { jobId, sentences, modelName, isDemo } = transcript;
  const [showsRecognised, showRecognised] = useState(false);
  const player = usePlayer(jobId);
  const drafting = useDraft(desk, sentences.length);
  const find = useFind(sentences, query);
  const { undo, redo, replace, restore } = useCorrecting(desk, find);
  const splitting = useSplitting(desk, drafting);
  useReaderKeys({
    ...{ undo, redo, replace: find.open },
    nextHit: () => find.step(1),
    previousHit: () => find.step(-1),
    pause: player.toggle,
    back: () => player.skip(-skipS),
    forward: () => player.skip(skipS),
    faster: () => player.sound.setSpeed(stepSpeed(player.sound.speed(), 1)),
    slower: () => player.sound.setSpeed(stepSpeed(player.sound.speed(), -1)),
  });
  return (
    <>
      <ReaderHead transcript={transcript}>
        <ReaderTools
          {...{ state, showsRecognised }}
          onUndo={undo}
          onRedo={redo}
          onReplace={find.open}
          onShowRecognised={showRecognised}
        />
      </ReaderHead>
      <section className="reader-side" aria-label={t.editing.aside}>
        <ReaderFacts transcript={transcript} />
        {isDemo && <DemoNotice modelName={modelName} />}
        <ReaderNotes transcript={transcript} corrected={state.edited} />
      </section>
      <PlayerBar player={player} />
      <FindBar {...{ find, query }} isSaving={state.isSaving} onReplace={replace} />
      <Sentences
        {...{ sentences, state, find, showsRecognised, player, drafting, splitting }}
        onRestore={restore}
      />
      <p className="hidden-visually" role="status">
        {splitting.said}
      </p>
    </>
  );
}

interface ReaderHeadProps {
  readonly transcript: Transcript;
  readonly children: ReactNode;
}

function ReaderHead({ transcript, children }: ReaderHeadProps) {
  const t = useTexts();
  const { name, durationMs, modelName } = transcript;
  return (
    <div className="reader-head">
      <div className="spread">
        <h2 className="reader-title">{name}</h2>
        <p className="dim small">
          {t.transcripts.length({ span: renderClock(durationMs / 1000) })} ·{' '}
          {t.transcripts.madeWith({ model: modelName })}
        </p>
      </div>
      <div className="row reader-tools">
        {children}
        <CopyTranscript transcript={transcript} />
        <ReaderActions transcript={transcript} />
      </div>
    </div>
  );
}

function ReaderSkeleton() {
  return (
    <div className="card-body stack" aria-busy="true">
      <Skeleton height={20} width="50%" />
      <Skeleton height={14} />
      <Skeleton height={14} width="90%" />
      <Skeleton height={14} width="95%" />
    </div>
  );
}
