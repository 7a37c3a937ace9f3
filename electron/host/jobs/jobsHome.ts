/** For tests: a job pipeline over a real store in a temporary home, with fake pools and every push kept. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobView } from '../../contract/job.ts';
import type { PushEvent } from '../../contract/push.ts';
import { settings as settingsSchema } from '../../contract/settings.ts';
import type { Settings } from '../../contract/settings.ts';
import { isEnded } from '../../core/schedule/jobState.ts';
import { FakeFronts } from './fakeFronts.ts';
import { FakeRecognisers } from './fakeRecognisers.ts';
import { openJobs } from './jobs.ts';
import type { JobsPorts } from './jobsPorts.ts';
import { openHome } from '../home/paths.ts';
import type { Log } from '../ports.ts';
import type { Jobs } from './jobsInterface.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/storePort.ts';

export interface JobsHome {
  readonly home: string;
  /** Folder for the test's own files. */
  readonly files: string;
  readonly fronts: FakeFronts;
  readonly pool: FakeRecognisers;
  readonly events: PushEvent[];
  readonly errors: string[];
  settings: Settings;
  readonly store: Store;
  readonly jobs: Jobs;
  /** Opens store and pipeline again on the same files, once both are closed. */
  open(): Promise<void>;
  /** Closes both and opens them again. */
  reopen(): Promise<void>;
  /** A view of the job once `isSo` holds of it. */
  until(id: string, isSo: (job: JobView) => boolean): Promise<JobView>;
  ended(id: string): Promise<JobView>;
  close(): Promise<void>;
}

export interface JobsHomeOptions {
  readonly ports?: Partial<JobsPorts>;
  readonly settings?: Partial<Settings>;
  /** Puts something between the pipeline and the store. */
  readonly wrapStore?: (store: Store) => Store;
  /** A folder of the test's own; left out: a new one. */
  readonly home?: string;
}

export async function openJobsHome(options: JobsHomeOptions = {}): Promise<JobsHome> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'paradeck-jobs-')));
  const files = await mkdtemp(join(tmpdir(), 'paradeck-files-'));
  await openHome(home);
  const opened = new OpenJobsHome(home, files, options);
  await opened.open();
  return opened;
}

export interface JobsInOptions {
  readonly pool: FakeRecognisers;
  readonly fronts: FakeFronts;
  readonly ports?: Partial<JobsPorts>;
  readonly wrapStore?: ((store: Store) => Store) | undefined;
}

/** Store and pipeline on the home's files. */
export async function openJobsIn(
  home: string,
  options: JobsInOptions,
): Promise<{ store: Store; jobs: Jobs }> {
  const { pool, fronts, ports, wrapStore } = options;
  const clock = { now: () => Date.now() };
  const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settings = settingsSchema.parse({});
  const store = await openStore({ path: join(home, 'paradeck.db'), log, clock });
  const jobs = await openJobs({
    ...{ home, clock, log },
    store: wrapStore?.(store) ?? store,
    recognisers: pool,
    frontPool: fronts,
    fleet: pool.fleet(),
    models: { find: () => undefined },
    settings: { get: () => settings },
    emit: () => undefined,
    ffmpegPath: () => '/usr/bin/ffmpeg',
    cores: 2,
    ...ports,
  });
  return { store, jobs };
}

class OpenJobsHome implements JobsHome {
  readonly fronts = new FakeFronts();
  readonly pool = new FakeRecognisers();
  readonly events: PushEvent[] = [];
  readonly errors: string[] = [];
  readonly home: string;
  readonly files: string;
  settings: Settings;
  readonly #options: JobsHomeOptions;
  readonly #listeners = new Set<() => void>();
  #store: Store | null = null;
  #jobs: Jobs | null = null;

  constructor(home: string, files: string, options: JobsHomeOptions) {
    this.home = home;
    this.files = files;
    this.#options = options;
    this.settings = settingsSchema.parse(options.settings ?? {});
  }

  get store(): Store {
    if (!this.#store) throw new Error('not open');
    return this.#store;
  }

  get jobs(): Jobs {
    if (!this.#jobs) throw new Error('not open');
    return this.#jobs;
  }

  async open(): Promise<void> {
    const { store, jobs } = await openJobsIn(this.home, {
      pool: this.pool,
      fronts: this.fronts,
      wrapStore: this.#options.wrapStore,
      ports: {
        settings: { get: () => this.settings },
        log: this.#log(),
        emit: (event) => this.#hear(event),
        ...this.#options.ports,
      },
    });
    this.#store = store;
    this.#jobs = jobs;
  }

  async reopen(): Promise<void> {
    await this.jobs.close();
    await this.store.close();
    await this.open();
  }

  async until(id: string, isSo: (job: JobView) => boolean): Promise<JobView> {
    for (;;) {
      const heard = this.#next();
      const job = await this.jobs.get(id);
      if (isSo(job)) return job;
      await heard;
    }
  }

  ended(id: string): Promise<JobView> {
    return this.until(id, ({ state }) => isEnded(state));
  }

  async close(): Promise<void> {
    await this.jobs.close();
    await this.store.close();
    await rm(this.home, { recursive: true, force: true });
    await rm(this.files, { recursive: true, force: true });
  }

  #hear(event: PushEvent): void {
    this.events.push(event);
    for (const listener of [...this.#listeners]) listener();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      const listener = (): void => {
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }

  #log(): Log {
    const note = (message: string, fields: unknown): void =>
      void this.errors.push(`${message} ${JSON.stringify(fields)}`);
    return { info: () => undefined, warn: note, error: note };
  }
}
