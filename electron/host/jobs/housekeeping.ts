/** What is looked at once a second: room on the disk, jobs that block each other, states, queues, what is kept no longer. */
import type { JobPipeline, PipelinePorts } from './jobPipeline.ts';
import { remainingS } from './jobRun.ts';
import { planRelief, tooLongForSpool } from './relief.ts';

const everyMs = 1_000;

export interface Housekeeping {
  /** For tests: now rather than at the next second. */
  look(): Promise<void>;
  close(): void;
}

export function startHousekeeping(
  pipeline: JobPipeline,
  ports: PipelinePorts,
  keepUp: () => void,
): Housekeeping {
  let isLooking = false;
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      await ports.room.look();
      pipeline.offerAll();
      for (const run of pipeline.lane.begun()) pipeline.rest(run);
      await pipeline.states.refreshAll();
      await relieve(pipeline, ports);
      await pipeline.endings.sweep();
      keepUp();
      ports.recognisers.noteQueued(sumQueued(pipeline, ports));
    } catch (thrown) {
      ports.log.error('the look at the jobs failed', { cause: String(thrown) });
    } finally {
      isLooking = false;
    }
  }
  const timer = setInterval(() => void look(), everyMs).unref();
  return { look, close: () => clearInterval(timer) };
}

async function relieve(pipeline: JobPipeline, { room, settings }: PipelinePorts): Promise<void> {
  if (room.hasRoom() || room.isDiskFull()) return;
  const { lane, takers, endings } = pipeline;
  const relief = planRelief(lane.begun(), (run) => takers.canTake(run));
  if (relief.first) lane.favour(relief.first);
  if (relief.evict) await pipeline.evict(relief.evict);
  if (relief.tooLong)
    await endings.fail(relief.tooLong, tooLongForSpool(relief.tooLong, settings.get().spoolGiB));
}

/** Seconds of sound pinned to each instance or aboard it. */
function sumQueued({ dispatcher }: JobPipeline, { table }: PipelinePorts): Map<string, number> {
  const queuedS = new Map<string, number>();
  const add = (id: string, seconds: number): void => void queuedS.set(id, (queuedS.get(id) ?? 0) + seconds);
  for (const run of table.all()) {
    const { target } = run.record;
    if (target.kind === 'instance') add(target.instanceId, remainingS(run));
  }
  for (const { instanceId, parts } of dispatcher.aboard()) {
    const fleetParts = parts.filter(({ run }) => run.record.target.kind === 'fleet');
    add(
      instanceId,
      fleetParts.reduce((sum, { segment }) => sum + (segment.toMs - segment.fromMs) / 1000, 0),
    );
  }
  return queuedS;
}
