import { Button, Skeleton } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import type { JobView } from '../../electron/contract/job.ts';
import { renderClock } from '../figures/figures.ts';
import { isActive } from '../jobs/jobMarks.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { DemoNotice } from '../parts/DemoNotice.tsx';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useHost } from '../state/panel.ts';
import { planLines, type LiveLine } from '../state/liveText.ts';
import { renderRoute } from '../state/route.ts';
import { useTexts } from '../texts/useTexts.ts';
import { useFollow } from './useFollow.ts';
import { useLiveText } from './useLiveText.ts';
import { useSpokenNews } from './useSpokenNews.ts';

export interface LiveTextPanelProps {
  readonly jobId: string;
  /** Under a row of the queue, low; else as high as the room. */
  readonly isInline: boolean;
}

/** The text of a job, line by line as it is recognised. */
export function LiveTextPanel({ jobId, isInline }: LiveTextPanelProps) {
  const t = useTexts();
  const job = useHost((state) => state.jobs.find((one) => one.id === jobId));
  const live = useLiveText(jobId);
  const lines = live ? planLines(live) : [];
  const news = useSpokenNews(lines);
  return (
    <section className={`live ${isInline ? 'live-inline' : 'card'}`} aria-label={t.live.title}>
      {!isInline && (
        <div className="card-head">
          <h2>{t.live.title}</h2>
          <span className="dim one-line spread">{job?.name}</span>
          {lines.length > 0 && <CopyButton text={lines.map((line) => line.text).join('\n')} />}
        </div>
      )}
      {job?.isDemo && <DemoNotice modelName={job.modelName} />}
      {live === null ? <LiveSkeleton /> : <LiveLines lines={lines} job={job} />}
      <p role="status" className="hidden-visually">
        {news}
      </p>
    </section>
  );
}

interface LiveLinesProps {
  readonly lines: readonly LiveLine[];
  readonly job: JobView | undefined;
}

function LiveLines({ lines, job }: LiveLinesProps) {
  const t = useTexts();
  const { boxRef, isFollowing, follow, virtual } = useFollow(lines.length);
  const isRunning = job !== undefined && isActive(job);
  if (lines.length === 0) {
    return <EmptyHint title={isRunning ? t.live.starting : t.live.noSpeech} />;
  }
  const isRaw = lines.some((line) => !line.isFinal && line.segment.isRecognised);
  return (
    <>
      <div className="live-box" ref={boxRef} tabIndex={0} role="group" aria-label={t.live.title}>
        <ol className="live-lines" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-raw={!line.isFinal || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <time className="dim">{renderClock(line.segment.fromMs / 1000)}</time>
                <span>{line.segment.isRecognised ? line.text : <i className="dim">{t.live.pending}</i>}</span>
              </li>
            );
          })}
        </ol>
      </div>
      {!isFollowing && isRunning && (
        <Button
          className="to-latest"
          variant="filled"
          leftSection={<IconArrowDown size={14} />}
          onClick={follow}
        >
          {t.live.latest}
        </Button>
      )}
      {isRaw && isRunning && <p className="live-foot dim small">{t.live.raw}</p>}
      {job && !isRunning && (
        <p className="live-foot small">
          <a href={renderRoute({ room: 'transcripts', jobId: job.id, query: '' })}>{t.jobs.readName(job)}</a>
        </p>
      )}
    </>
  );
}

function LiveSkeleton() {
  return (
    <div className="card-body stack" aria-busy="true">
      <Skeleton height={14} width="80%" />
      <Skeleton height={14} width="65%" />
      <Skeleton height={14} width="72%" />
    </div>
  );
}
