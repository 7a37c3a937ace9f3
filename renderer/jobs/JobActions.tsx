import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBarToUp,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { mayRetry, type JobView } from '../../electron/contract/job.ts';
import { Changes } from '../access/Changes.tsx';
import { Confirm } from '../parts/Confirm.tsx';
import { useAct } from '../parts/useAct.tsx';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { hasTranscript, isOpen, mayPutFirst } from './jobMarks.ts';

/** What can be done with a job in its state. */
export function JobActions({ job }: { readonly job: JobView }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [isAsking, setAsking] = useState(false);
  const { id, name } = job;
  const remove = () => void act('jobs.remove', { id });
  return (
    <span className="row job-actions">
      <Changes>
        {job.state === 'waiting' && job.target.kind === 'instance' && (
          <Button disabled={isActing} onClick={() => void act('jobs.release', { id })}>
            {t.jobs.release}
          </Button>
        )}
        {mayRetry(job.state) && (
          <JobAction
            tip={retryTip(job, t)}
            label={t.jobs.retry({ name })}
            isOff={isActing}
            onClick={() => void act('jobs.retry', { id })}
            Icon={IconRefresh}
          />
        )}
        {isOpen(job) && <OpenActions job={job} />}
        {!isOpen(job) && (
          <JobAction
            tip={t.common.remove}
            label={t.jobs.remove({ name })}
            isOff={isActing}
            onClick={() => (hasTranscript(job) ? setAsking(true) : remove())}
            Icon={IconTrash}
          />
        )}
      </Changes>
      <Confirm
        isOpen={isAsking}
        title={t.jobs.removeTitle({ name })}
        action={t.common.remove}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {t.jobs.removeText}
      </Confirm>
    </span>
  );
}

/** Trying again means something else in each state. */
function retryTip({ state }: JobView, t: Texts): string {
  if (state === 'incomplete') return t.jobs.redoHole;
  return state === 'skipped' ? t.jobs.again : t.common.retry;
}

/** To the front of those that wait, pause or resume, and cancel. */
function OpenActions({ job }: { readonly job: JobView }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const { id, name } = job;
  const common = { isOff: isActing };
  return (
    <>
      {mayPutFirst(job) && (
        <JobAction
          {...common}
          tip={t.jobs.nextTip}
          label={t.jobs.next({ name })}
          onClick={() => void act('jobs.next', { id })}
          Icon={IconArrowBarToUp}
        />
      )}
      {job.state === 'paused' ? (
        <JobAction
          {...common}
          tip={t.jobs.resumeTip}
          label={t.jobs.resume({ name })}
          onClick={() => void act('jobs.resume', { id })}
          Icon={IconPlayerPlay}
        />
      ) : (
        <JobAction
          {...common}
          tip={t.jobs.pauseTip}
          label={t.jobs.pause({ name })}
          onClick={() => void act('jobs.pause', { id })}
          Icon={IconPlayerPause}
        />
      )}
      <JobAction
        {...common}
        tip={t.common.cancel}
        label={t.jobs.cancel({ name })}
        onClick={() => void act('jobs.cancel', { id })}
        Icon={IconX}
      />
    </>
  );
}

interface JobActionProps {
  readonly tip: string;
  /** For a screen reader, which sees no row: it names the job. */
  readonly label: string;
  readonly isOff: boolean;
  onClick(): void;
  readonly Icon: TablerIcon;
}

function JobAction({ tip, label, isOff, onClick, Icon }: JobActionProps) {
  return (
    <Tooltip label={tip}>
      <ActionIcon disabled={isOff} onClick={onClick} aria-label={label}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
