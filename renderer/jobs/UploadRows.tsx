import { ActionIcon, Button } from '@mantine/core';
import { IconUpload, IconX } from '@tabler/icons-react';
import { renderBytes } from '../figures/figures.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderFailure } from '../parts/failureTexts.ts';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import { usePanel, useUploads } from '../state/panel.ts';
import type { Upload } from '../state/uploads.ts';
import { useTexts } from '../texts/useTexts.ts';

const rowsShown = 6;

/** Files on their way to the host; failed ones stay on top until tried again or put away. */
export function UploadRows({ instanceId }: { readonly instanceId: string | null }) {
  const t = useTexts();
  const uploads = useUploads().filter(
    ({ target }) => instanceId === null || (target.kind === 'instance' && target.instanceId === instanceId),
  );
  if (uploads.length === 0) return null;
  const order = { failed: 0, held: 1, sending: 1, waiting: 2 };
  const sorted = [...uploads].sort((a, b) => order[a.state] - order[b.state]);
  return (
    <div className="uploads">
      <h3 className="small dim">{t.uploads.title}</h3>
      <ul className="job-list">
        {sorted.slice(0, rowsShown).map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
      </ul>
      {sorted.length > rowsShown && (
        <p className="small dim">{t.uploads.more({ count: sorted.length - rowsShown })}</p>
      )}
    </div>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }) {
  const t = useTexts();
  const { uploads } = usePanel();
  const { id, name, bytes, sentBytes, state, failure } = upload;
  const isFailed = state === 'failed';
  const lost = { cause: t.uploads.lost, fix: t.uploads.lostFix, details: name };
  return (
    <li className="job">
      <div className="row">
        <IconUpload size={15} aria-hidden="true" />
        <span className="one-line spread">{name}</span>
        <span className={isFailed ? 'tone-bad' : state === 'held' ? 'tone-warn' : 'dim'}>
          {t.uploads[state]}
        </span>
        {!isFailed && (
          <span className="dim">
            {t.common.of({ part: renderBytes(sentBytes), whole: renderBytes(bytes) })}
          </span>
        )}
        {isFailed && <Button onClick={() => uploads.retry(id)}>{t.common.retry}</Button>}
        <ActionIcon onClick={() => uploads.remove(id)} aria-label={t.uploads.cancel({ name })}>
          <IconX size={15} />
        </ActionIcon>
      </div>
      {(state === 'sending' || state === 'held') && (
        <ProgressLine
          label={t.jobs.progress({ name })}
          fraction={bytes > 0 ? Math.min(1, sentBytes / bytes) : null}
        />
      )}
      {isFailed && <FailureNote failure={failure ? renderFailure(failure, t) : lost} />}
    </li>
  );
}
