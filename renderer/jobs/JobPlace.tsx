import { Tooltip } from '@mantine/core';
import { useShallow } from 'zustand/react/shallow';
import { useStore } from 'zustand';
import type { JobView } from '../../electron/contract/job.ts';
import { Dot } from '../parts/Dot.tsx';
import { usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** Where a job runs or ran: its instances' colours, and the device that was really used. */
export function JobPlace({ job }: { readonly job: JobView }) {
  const t = useTexts();
  const ids = job.target.kind === 'instance' ? [job.target.instanceId] : job.ranOn;
  const specs = useStore(
    usePanel().host,
    useShallow(({ state }) =>
      (state?.instances ?? []).map(({ spec }) => spec).filter((spec) => ids.includes(spec.id)),
    ),
  );
  const names = specs.map((spec) => spec.name).join(', ');
  const label = names ? t.jobs.ranOn({ names }) : t.jobs.fleet;
  return (
    <Tooltip label={label}>
      <span className="job-place dim">
        {specs.map((spec) => (
          <Dot key={spec.id} colour={spec.colour} />
        ))}
        <span className="one-line job-place-name">{specs.length === 1 ? names : t.jobs.fleet}</span>
        {job.device && <span className="one-line">· {job.device}</span>}
      </span>
    </Tooltip>
  );
}
