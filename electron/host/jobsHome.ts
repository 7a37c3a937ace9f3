/** For tests: a job pipeline over a real store in a temporary home, with fake pools and every push kept. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobState, JobView } from '../contract/job.ts';
import type { PushEvent } from '../contract/push.ts';
import { settings as settingsSchema } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import { endedStates } from '../core/jobState.ts';
import { FakeFronts } from './fakeFronts.ts';
import { FakeRecognisers } from './fakeRecognisers.ts';
import { openJobs } from './jobs.ts';
import type { JobsPorts } from './jobsPorts.ts';
import { openHome } from './paths.ts';
import type { Jobs, Log } from './ports.ts';
import { openStore } from './store.ts';
import type { Store } from './storePort.ts';

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
  /** Closes the pipeline and the store, and opens both again on the same files. */
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
}

export async function openJobsHome(options: JobsHomeOptions = {}): Promise<JobsHome> {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-jobs-'));
  const files = await mkdtemp(join(tmpdir(), 'paradeck-files-'));
  await openHome(home);
  const opened = new OpenJobsHome(home, files, options);
  await opened.open();
  return opened;
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
    const clock = { now: () => Date.now() };
    const store = await openStore({ path: join(this.home, 'paradeck.db'), log: this.#log(), clock });
    this.#store = store;
    this.#jobs = await openJobs({
      home: this.home,
      store: this.#options.wrapStore?.(store) ?? store,
      recognisers: this.pool,
      frontPool: this.fronts,
      fleet: this.pool.fleet(),
      models: { find: () => undefined },
      settings: { get: () => this.settings },
      clock,
      log: this.#log(),
      emit: (event) => this.#hear(event),
      ffmpegPath: () => '/usr/bin/ffmpeg',
      cores: 2,
      ...this.#options.ports,
    });
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
    const ended: readonly JobState[] = endedStates;
    return this.until(id, ({ state }) => ended.includes(state));
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
