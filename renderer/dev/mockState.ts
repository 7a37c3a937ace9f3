/** What the mock host holds, and how a change of it becomes a push. */
import type { FailureCode } from '../../electron/contract/failure.ts';
import type { EngineView } from '../../electron/contract/engine.ts';
import type { GpusView } from '../../electron/contract/gpu.ts';
import type { InstanceView } from '../../electron/contract/instance.ts';
import type { JobView } from '../../electron/contract/job.ts';
import type { ModelFetch } from '../../electron/contract/model.ts';
import type { Push, PushEvent } from '../../electron/contract/push.ts';
import { settings as settingsSchema } from '../../electron/contract/settings.ts';
import { makeEngines } from './mockEngines.ts';
import { makeFetches } from './mockFetches.ts';
import { makeJobs } from './mockJobs.ts';
import { makeModels } from './mockPlaces.ts';
import { makeBox, type Scene } from './mockScenes.ts';
import { makeWatches } from './mockWatches.ts';

/** The mock host says no. */
export class Refused extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode) {
    super(code);
    this.code = code;
  }
}

export class MockState {
  readonly listeners = new Set<(push: Push) => void>();
  readonly startedAt = Date.now();
  seq = 0;
  /** Segments of job j1 that are recognised. */
  recognised = 14;
  instances: InstanceView[];
  gpus: GpusView;
  jobs: JobView[];
  models = makeModels();
  fetches: ModelFetch[];
  engines: EngineView[];
  settings = settingsSchema.parse({});
  watches = makeWatches();

  constructor(scene: Scene) {
    const box = makeBox(scene);
    this.instances = box.instances;
    this.gpus = box.gpus;
    this.jobs = scene === 'empty' ? [] : makeJobs();
    this.fetches = makeFetches(scene);
    this.engines = makeEngines(scene);
  }

  emit(event: PushEvent): void {
    const push = { seq: ++this.seq, event };
    for (const listener of this.listeners) listener(push);
  }

  job(id: string): JobView {
    const found = this.jobs.find((one) => one.id === id);
    if (!found) throw new Refused('job-not-found');
    return found;
  }

  putJob(job: JobView): JobView {
    const isKnown = this.jobs.some((one) => one.id === job.id);
    this.jobs = isKnown ? this.jobs.map((one) => (one.id === job.id ? job : one)) : [...this.jobs, job];
    this.emit({ type: 'job.changed', job });
    return job;
  }

  instance(id: string): InstanceView {
    const found = this.instances.find((one) => one.spec.id === id);
    if (!found) throw new Refused('instance-not-found');
    return found;
  }

  putInstance(instance: InstanceView): InstanceView {
    const { id } = instance.spec;
    const isKnown = this.instances.some((one) => one.spec.id === id);
    this.instances = isKnown
      ? this.instances.map((one) => (one.spec.id === id ? instance : one))
      : [...this.instances, instance];
    this.emit({ type: 'instance.changed', instance });
    return instance;
  }
}
