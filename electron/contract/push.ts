/** Pushes: host → panel events. seq rises by one; on a gap the panel takes a new snapshot. */
import { z } from 'zod';
import { doorView } from './door.ts';
import { engineView } from './engine.ts';
import { frontsView, instanceId, instanceView } from './instance.ts';
import { jobCounts, jobId, jobView, segmentView } from './job.ts';
import { gpusView } from './gpu.ts';
import { keyView } from './key.ts';
import { fleetMark, usageSample } from './machine.ts';
import { modelFetch, modelView } from './model.ts';
import { settings } from './settings.ts';
import { watchView } from './watch.ts';

export const logLine = z.object({
  /** Byte offset of the line in its run's log: the key to page by. */
  offset: z.number(),
  at: z.number(),
  text: z.string(),
});

export const pushEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('instance.changed'), instance: instanceView }),
  z.object({ type: z.literal('instance.removed'), id: instanceId }),
  z.object({ type: z.literal('fronts.changed'), fronts: frontsView }),
  z.object({ type: z.literal('job.changed'), job: jobView }),
  z.object({ type: z.literal('job.removed'), id: jobId }),
  z.object({ type: z.literal('transcript.edited'), jobId, revision: z.int().nonnegative() }),
  z.object({ type: z.literal('counts.changed'), counts: jobCounts }),
  z.object({
    type: z.literal('segments.recognised'),
    jobId,
    segments: z.array(segmentView),
    /** Punctuated text of the file from its start, as far as it reaches without a gap. */
    punctuatedText: z.string(),
    /** Segments covered by punctuatedText. */
    punctuatedSegments: z.int().nonnegative(),
  }),
  z.object({ type: z.literal('log.appended'), id: instanceId, runId: z.string(), lines: z.array(logLine) }),
  z.object({ type: z.literal('usage.sampled'), sample: usageSample }),
  z.object({ type: z.literal('gpus.changed'), gpus: gpusView }),
  z.object({ type: z.literal('fleet.marked'), mark: fleetMark }),
  z.object({ type: z.literal('models.changed'), models: z.array(modelView) }),
  z.object({ type: z.literal('fetch.changed'), fetch: modelFetch }),
  z.object({ type: z.literal('engine.changed'), engine: engineView }),
  z.object({ type: z.literal('settings.changed'), settings }),
  z.object({ type: z.literal('watches.changed'), watches: z.array(watchView) }),
  z.object({ type: z.literal('doors.changed'), doors: z.array(doorView) }),
  z.object({ type: z.literal('keys.changed'), keys: z.array(keyView) }),
]);

export const push = z.object({ seq: z.int().positive(), event: pushEvent });

export type LogLine = z.infer<typeof logLine>;
export type PushEvent = z.infer<typeof pushEvent>;
export type Push = z.infer<typeof push>;
