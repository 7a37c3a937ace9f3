/** One watched folder: looked at again and again; what is new and keeps still is handed in as a job. */
import type { FailureCode } from '../../contract/failure.ts';
import type { JobTarget } from '../../contract/job.ts';
import type { WatchSpec, WatchView } from '../../contract/watch.ts';
import { Failed, foldFailure } from '../../core/failed.ts';
import { markOf, planLook } from '../../core/watch/planLook.ts';
import type { FoundFile, Unsettled } from '../../core/watch/planLook.ts';
import type { Jobs } from '../jobs/jobsInterface.ts';
import type { Clock, Log } from '../ports.ts';
import { isMountPoint, readFolder } from './readFolder.ts';
import type { Trouble } from './readFolder.ts';
import type { Store } from '../store/storePort.ts';

export interface FolderWatchPorts {
  readonly jobs: Pick<Jobs, 'submit'>;
  readonly store: Pick<Store, 'seenFiles' | 'markSeen'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The data home, which is no one's recording. */
  readonly home: string;
  readonly onChange: () => void;
  /** Between looks, ms; longer where a look takes long. */
  readonly everyMs: number;
  /** A file that has not changed for so long is whole, ms. */
  readonly stillMs: number;
}

const troubled: Partial<Record<FailureCode, WatchView['state']>> = {
  'folder-not-found': 'missing',
  'folder-unreadable': 'unreadable',
};

/** At most a twentieth of the time is spent looking, however slow a drive is. */
const restPerLook = 20;
const longestRestMs = 300_000;
/** Accepted at once: they share the journal's commits. */
const acceptedAtOnce = 64;

type Told = Omit<WatchView, keyof WatchSpec>;

export class FolderWatch {
  readonly #ports: FolderWatchPorts;
  readonly #stopping = new AbortController();
  #spec: WatchSpec;
  #told: Told;
  #seen: Map<string, string> | null = null;
  #unsettled: ReadonlyMap<string, Unsettled> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;

  constructor(spec: WatchSpec, ports: FolderWatchPorts) {
    this.#spec = spec;
    this.#ports = ports;
    this.#told = { state: spec.isOn ? 'looking' : 'off', files: null, unsettled: 0, taken: 0, trouble: null };
    this.#schedule(0);
  }

  get view(): WatchView {
    return { ...this.#spec, ...this.#told };
  }

  /** Turned on or off, or sent elsewhere. */
  change(spec: WatchSpec): void {
    this.#spec = spec;
    this.#tell({ state: spec.isOn ? 'looking' : 'off', trouble: null });
    this.#schedule(0);
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#spec.isOn || this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => {
      // One that is under way schedules the next itself.
      this.#looking ??= this.#lookOnce().finally(() => (this.#looking = null));
    }, afterMs).unref();
  }

  async #lookOnce(): Promise<void> {
    const { clock, log, everyMs } = this.#ports;
    const beganAt = performance.now();
    try {
      await this.#look(clock.now());
    } catch (thrown) {
      const failure = foldFailure(thrown);
      if (!(thrown instanceof Failed))
        log.error('a look at a watched folder failed', { cause: failure.message });
      const state = troubled[failure.code] ?? 'watching';
      this.#tell({ state, files: null, trouble: { path: this.#spec.dir, count: 1, failure } });
    }
    const tookMs = performance.now() - beganAt;
    this.#schedule(Math.min(longestRestMs, Math.max(everyMs, restPerLook * tookMs)));
  }

  async #look(now: number): Promise<void> {
    const { store, home, stillMs } = this.#ports;
    const { id, dir, isMount, takesPresent } = this.#spec;
    if (isMount && !(await isMountPoint(dir))) {
      throw new Failed('folder-not-found', `nothing is mounted at ${dir}`, { path: dir, code: 'unmounted' });
    }
    const { files, troubles } = await readFolder(dir, home, this.#stopping.signal);
    const { marks, isNew } = this.#seen ? { marks: this.#seen, isNew: false } : await store.seenFiles(id);
    this.#seen = marks;
    if (isNew) await this.#note(takesPresent ? [] : files);
    if (this.#stopping.signal.aborted || !this.#spec.isOn) return;
    const plan = planLook({ found: files, seen: marks, unsettled: this.#unsettled, now, stillMs });
    this.#unsettled = plan.unsettled;
    const refused = await this.#accept(plan.ready, this.#spec.target);
    const [first] = [...troubles, ...refused];
    this.#tell({
      state: 'watching',
      files: files.length,
      unsettled: [...this.#unsettled].filter(([path, { mark }]) => marks.get(path) !== mark).length,
      trouble: first
        ? { path: first.path, count: troubles.length + refused.length, failure: first.failed.toFailure() }
        : null,
    });
  }

  /** Those that could not be accepted are tried again at the next look; the rest of them waits for it, too, where the fault is not a file's. */
  async #accept(ready: readonly FoundFile[], target: JobTarget): Promise<Trouble[]> {
    const refused: Trouble[] = [];
    for (let at = 0; at < ready.length && !this.#stopping.signal.aborted; at += acceptedAtOnce) {
      const some = ready.slice(at, at + acceptedAtOnce);
      const fates = await Promise.all(some.map((file) => this.#submit(file, target)));
      const accepted = some.filter((_, index) => fates[index] === null);
      await this.#note(accepted);
      this.#tell({ taken: this.#told.taken + accepted.length });
      const failed = fates.flatMap((fate, index) => {
        const path = some[index]?.path;
        return fate && path !== undefined ? [{ path, failed: fate }] : [];
      });
      // Gone between look and acceptance: no error.
      refused.push(...failed.filter(({ failed: { code } }) => code !== 'file-not-found'));
      if (failed.some(({ failed: { code } }) => !code.startsWith('file-'))) break;
    }
    return refused;
  }

  async #submit({ path }: FoundFile, target: JobTarget): Promise<Failed | null> {
    try {
      await this.#ports.jobs.submit({ path, target, isUpload: false, skipsDone: true });
      return null;
    } catch (thrown) {
      return thrown instanceof Failed ? thrown : new Failed('internal', foldFailure(thrown).message);
    }
  }

  /** Dealt with for good, until it changes; the first note of all says that the folder was looked at. */
  async #note(files: readonly FoundFile[]): Promise<void> {
    // First in memory: where the disk is full, none is handed in twice.
    for (const file of files) this.#seen?.set(file.path, markOf(file));
    const marked = files.map((file) => ({ path: file.path, mark: markOf(file) }));
    await this.#ports.store.markSeen(this.#spec.id, marked);
  }

  #tell(change: Partial<Told>): void {
    const before = JSON.stringify(this.#told);
    this.#told = { ...this.#told, ...change };
    if (!this.#spec.isOn) this.#told = { ...this.#told, state: 'off' };
    if (JSON.stringify(this.#told) !== before) this.#ports.onChange();
  }
}
