import { Button, Menu, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Transcript } from '../../electron/contract/job.ts';
import { transcriptFormat } from '../../electron/contract/job.ts';
import { openRoute } from '../frame/useRoute.ts';
import { renderClock } from '../figures/figures.ts';
import { PlayerBar } from '../player/PlayerBar.tsx';
import { usePlayer } from '../player/usePlayer.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { CopyButton } from '../parts/CopyButton.tsx';
import { DemoNotice } from '../parts/DemoNotice.tsx';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderThrown } from '../parts/failureTexts.ts';
import { useAct, useTellFailure } from '../parts/useAct.tsx';
import { useEpoch, usePanel } from '../state/panel.ts';
import { renderRoute } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { ReaderNotes } from './ReaderNotes.tsx';
import { Sentences } from './Sentences.tsx';

export interface ReaderProps {
  readonly jobId: string;
  readonly query: string;
}

type Read = { readonly transcript: Transcript } | { readonly thrown: unknown };

/** One transcript: its sentences with their times, to read, copy and export. */
export function Reader({ jobId, query }: ReaderProps) {
  const t = useTexts();
  const read = useTranscript(jobId);
  return (
    <section className="card reader" aria-label={t.transcripts.sentences}>
      <a className="reader-back" href={renderRoute({ room: 'transcripts', jobId: null, query })}>
        <IconArrowLeft size={15} aria-hidden="true" />
        {t.transcripts.back}
      </a>
      {read === null && <ReaderSkeleton />}
      {read && 'thrown' in read && (
        <div className="card-body">
          <FailureNote failure={renderThrown(read.thrown, t)} />
        </div>
      )}
      {read && 'transcript' in read && <ReaderBody key={jobId} transcript={read.transcript} query={query} />}
    </section>
  );
}

function useTranscript(jobId: string): Read | null {
  const { call } = usePanel();
  const epoch = useEpoch();
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let isOver = false;
    call('transcripts.get', { id: jobId }).then(
      (transcript) => !isOver && setRead({ transcript }),
      (thrown: unknown) => !isOver && setRead((known) => known ?? { thrown }),
    );
    return () => {
      isOver = true;
    };
  }, [call, jobId, epoch]);
  return read;
}

function ReaderBody({ transcript, query }: { readonly transcript: Transcript; readonly query: string }) {
  const t = useTexts();
  const { jobId, name, text, sentences, durationMs, modelName, isDemo } = transcript;
  const player = usePlayer(jobId);
  return (
    <>
      <div className="reader-head">
        <div className="spread">
          <h2 className="reader-title">{name}</h2>
          <p className="dim small">
            {t.transcripts.length({ span: renderClock(durationMs / 1000) })} ·{' '}
            {t.transcripts.madeWith({ model: modelName })}
          </p>
        </div>
        <ReaderActions transcript={transcript} />
        <CopyButton text={text} label={t.transcripts.copyText} />
      </div>
      {isDemo && <DemoNotice modelName={modelName} />}
      <ReaderNotes transcript={transcript} />
      <PlayerBar player={player} />
      <Sentences sentences={sentences} query={query} player={player} />
    </>
  );
}

function ReaderActions({ transcript }: { readonly transcript: Transcript }) {
  const t = useTexts();
  const { wire } = usePanel();
  const { act } = useAct();
  const tell = useTellFailure();
  const [isAsking, setAsking] = useState(false);
  const { jobId, name } = transcript;
  const remove = async () => {
    if (await act('jobs.remove', { id: jobId })) openRoute({ room: 'transcripts', jobId: null, query: '' });
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconDownload size={14} />}>{t.transcripts.exportAs}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {transcriptFormat.options.map((format) => (
            <Menu.Item key={format} onClick={() => void wire.saveExport(jobId, format).catch(tell)}>
              {t.transcripts.formats[format]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item className="danger" leftSection={<IconTrash size={15} />} onClick={() => setAsking(true)}>
            {t.common.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        isOpen={isAsking}
        title={t.jobs.removeTitle({ name })}
        action={t.common.remove}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {t.jobs.removeText}
      </Confirm>
    </>
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
