import { useState } from 'react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import type { JobView } from '../../electron/contract/job.ts';
import { isActive, hasTranscript } from '../jobs/jobMarks.ts';
import { Queue } from '../jobs/Queue.tsx';
import { DropZone } from '../parts/DropZone.tsx';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { LiveTextPanel } from './LiveTextPanel.tsx';

/** Drop audio left, see its queue under it and the text as it is recognised beside it. */
export function WorkTab({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { id } = instance.spec;
  const all = useHost((state) => state.jobs) ?? [];
  const jobs = all.filter((job) => isOf(job, id));
  const [chosenId, setChosen] = useState<string | null>(null);
  const watched = jobs.find((job) => job.id === chosenId) ?? planWatched(jobs);
  return (
    <div className="work">
      <div className="stack work-side">
        <DropZone target={{ kind: 'instance', instanceId: id }} hint={t.drop.instanceHint} />
        <Queue
          title={t.fleet.queue}
          jobs={jobs}
          instanceId={id}
          watchedId={watched?.id ?? null}
          onWatch={setChosen}
          empty={{ title: t.instance.queueEmpty, hint: t.instance.queueEmptyHint }}
        />
      </div>
      {watched ? (
        <LiveTextPanel key={watched.id} jobId={watched.id} isInline={false} />
      ) : (
        <section className="card live" aria-label={t.live.title}>
          <EmptyHint title={t.live.empty} hint={t.live.emptyHint} />
        </section>
      )}
    </div>
  );
}

function isOf(job: JobView, id: string): boolean {
  return job.target.kind === 'instance' ? job.target.instanceId === id : job.ranOn.includes(id);
}

/** The job whose text is worth seeing: the one at work, else the last one done. */
function planWatched(jobs: readonly JobView[]): JobView | undefined {
  const newestFirst = jobs.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
  return newestFirst.find(isActive) ?? newestFirst.find(hasTranscript);
}
