/** Everything a panel begins with; pushes come on top. */
import { z } from 'zod';
import { doorView } from './door.ts';
import { engineView } from './engine.ts';
import { gpusView } from './gpu.ts';
import { frontsView, instanceView } from './instance.ts';
import { jobCounts, jobView } from './job.ts';
import { hostInfo } from './machine.ts';
import { modelFetch, modelView } from './model.ts';
import { settings } from './settings.ts';
import { watchView } from './watch.ts';

export const snapshot = z.object({
  /** Pushes after this one come on top. */
  seq: z.int().nonnegative(),
  host: hostInfo,
  instances: z.array(instanceView),
  fronts: frontsView,
  gpus: gpusView,
  models: z.array(modelView),
  /** Models on their way from a hub, and how the last ones ended. */
  fetches: z.array(modelFetch),
  engines: z.array(engineView),
  /** Jobs not ended, plus the newest ended ones up to 100. */
  jobs: z.array(jobView),
  counts: jobCounts,
  settings,
  /** Addresses for programs; none where the host serves none. */
  doors: z.array(doorView),
  watches: z.array(watchView),
});

export type Snapshot = z.infer<typeof snapshot>;
