import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconRefresh, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { JobView } from '../../electron/contract/job.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { useAct } from '../parts/useAct.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { canRetry, hasTranscript, isOpen } from './jobMarks.ts';

/** What can be done with a job in its state. */
export function JobActions({ job }: { readonly job: JobView }) {
  const t = useTexts();
  const { act, isActing } = useAct();
  const [isAsking, setAsking] = useState(false);
  const { id, name } = job;
  const remove = () => void act('jobs.remove', { id });
  return (
    <span className="row job-actions">
      {job.state === 'waiting' && job.target.kind === 'instance' && (
        <Button disabled={isActing} onClick={() => void act('jobs.release', { id })}>
          {t.jobs.release}
        </Button>
      )}
      {canRetry(job) && (
        <Tooltip label={job.state === 'incomplete' ? t.jobs.redoHole : t.common.retry}>
          <ActionIcon
            disabled={isActing}
            onClick={() => void act('jobs.retry', { id })}
            aria-label={t.jobs.retry({ name })}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {isOpen(job) && (
        <Tooltip label={t.common.cancel}>
          <ActionIcon
            disabled={isActing}
            onClick={() => void act('jobs.cancel', { id })}
            aria-label={t.jobs.cancel({ name })}
          >
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {!isOpen(job) && (
        <Tooltip label={t.common.remove}>
          <ActionIcon
            disabled={isActing}
            onClick={() => (hasTranscript(job) ? setAsking(true) : remove())}
            aria-label={t.jobs.remove({ name })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
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
