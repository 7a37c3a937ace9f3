/** The job pipeline: accepts files, and sees each to its transcript. */
import type { JobView } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import { endedStates } from '../../core/schedule/jobState.ts';
import { acceptFile } from './accept.ts';
import type { AcceptPorts } from './accept.ts';
import { createContentHasher } from './contentHash.ts';
import { openEnvelopes } from './envelopes.ts';
import { startHousekeeping } from './housekeeping.ts';
import type { Housekeeping } from './housekeeping.ts';
import { JobPipeline } from './jobPipeline.ts';
import type { PipelinePorts } from './jobPipeline.ts';
import { createJobOrders } from './jobOrders.ts';
import type { JobOrders } from './jobOrders.ts';
import { createRun, remainingS } from './jobRun.ts';
import { viewEnded, viewSegment } from './jobViews.ts';
import type { JobsPorts } from './jobsPorts.ts';
import { pathsIn } from '../home/paths.ts';
import { createPatientStore } from './patientStore.ts';
import { readRecord, readText, readTranscript } from './readEnded.ts';
import type { Jobs } from './jobsInterface.ts';
import { createRemoval } from './removal.ts';
import type { Removal } from './removal.ts';
import { hasHoleBehindMarks, noMarks, readRun, sweepUploads } from './resume.ts';
import { retryJob } from './retry.ts';
import { createRoom } from './room.ts';
import { createRunTable } from './runTable.ts';
import { pickShown } from './shownRuns.ts';
import { openSpool } from './spool.ts';
import { createTurnstile } from './turnstile.ts';
import type { JobRecord, JobSummary } from '../store/storePort.ts';

const bytesPerGiB = 1024 ** 3;
/** They share commits; of thousands handed over at once the others wait, and the event loop has room in between. */
const acceptedAtOnce = 32;

/** Goes on with every unfinished job of the store; settles once they are known. The store stays the caller's to close. */
export async function openJobs(ports: JobsPorts): Promise<Jobs> {
  const { store, settings, freeBytes } = ports;
  const paths = pathsIn(ports.home);
  const unfinished = await store.unfinished();
  const spool = await openSpool({
    dir: paths.spool,
    keep: new Set(unfinished.map(({ id }) => id)),
    ...(freeBytes && { freeBytes }),
  });
  await sweepUploads(paths.uploads, store);
  const closing = new AbortController();
  const patient = createPatientStore(store, (id, isFull) => jobs.noteRoom(id, isFull), closing.signal);
  const table = createRunTable({
    store: patient,
    counts: await store.counts(),
    onCounts: () => jobs.tellCounts(),
  });
  const room = createRoom(spool, () => settings.get().spoolGiB * bytesPerGiB);
  const parts: PipelinePorts = {
    ...ports,
    store: patient,
    table,
    spool,
    room,
    envelopes: await openEnvelopes(ports),
    hasher: createContentHasher(),
  };
  const jobs = new OpenJobs(parts, paths.uploads, closing);
  await jobs.goOn(unfinished);
  return jobs;
}

class OpenJobs implements Jobs {
  readonly #ports: PipelinePorts;
  readonly #accept: AcceptPorts;
  readonly #turnstile = createTurnstile(acceptedAtOnce);
  readonly #pipeline: JobPipeline;
  readonly #orders: JobOrders;
  readonly #removal: Removal;
  readonly #housekeeping: Housekeeping;
  readonly #closing: AbortController;
  readonly #stopListening: () => void;
  readonly #retrying = new Set<string>();

  constructor(ports: PipelinePorts, uploads: string, closing: AbortController) {
    const { store, fleet, models, recognisers, clock, settings } = ports;
    this.#ports = ports;
    this.#closing = closing;
    this.#accept = {
      ...{ store, uploads, fleet, models },
      recognisers: () => recognisers.recognisers(),
      now: () => clock.now(),
      hotwords: () => settings.get().hotwords,
    };
    this.#pipeline = new JobPipeline(ports);
    this.#orders = createJobOrders(this.#pipeline, ports);
    this.#removal = createRemoval(this.#pipeline.pushes, ports);
    this.#housekeeping = startHousekeeping(this.#pipeline, ports, () => this.#removal.keepUp());
    this.#stopListening = recognisers.onChange(() => this.#pipeline.offerAll());
  }

  async goOn(records: readonly JobRecord[]): Promise<void> {
    const { store, table } = this.#ports;
    for (const record of records) {
      const run = await readRun(store, record);
      this.#pipeline.enter(run);
      if (hasHoleBehindMarks(run)) await table.patch(run, noMarks);
      // Nobody decodes sound that is whole in the spool, so nothing else would begin with it.
      if (run.record.scannedSamples > 0 || run.decode === 'whole') this.#pipeline.advance(run);
    }
    this.#pipeline.offerAll();
    await this.#housekeeping.look();
  }

  /** A write of the job's waits for room in the journal, or has found it. */
  noteRoom(id: string, isFull: boolean): void {
    const run = this.#ports.table.get(id);
    if (!run) return;
    run.isOutOfRoom = isFull;
    this.#pipeline.pushes.changed(run);
  }

  tellCounts(): void {
    this.#pipeline.pushes.countsChanged();
  }

  submit(submission: Parameters<Jobs['submit']>[0]): Promise<JobView> {
    return this.#turnstile(async () => {
      const run = createRun(await acceptFile(submission, this.#accept), []);
      this.#ports.table.recount(null, run.record.state);
      this.#pipeline.enter(run);
      this.#pipeline.advance(run);
      return this.#pipeline.view(run);
    });
  }

  async get(id: string): Promise<JobView> {
    const run = this.#ports.table.get(id);
    return run ? this.#pipeline.view(run) : viewEnded(await this.#read(id));
  }

  async list(query: Parameters<Jobs['list']>[0]): Promise<{ jobs: JobView[]; next: string | null }> {
    const { jobs, next } = await this.#ports.store.page(query);
    return { jobs: jobs.map((job) => this.#viewNow(job)), next };
  }

  async recent(ended: number): Promise<JobView[]> {
    const { store, table } = this.#ports;
    const { jobs } = await store.page({ limit: ended, states: endedStates });
    const live = pickShown(table.all());
    const known = new Set(live.map(({ record }) => record.id));
    return [
      ...live.map((run) => this.#pipeline.view(run)),
      ...jobs.filter(({ id }) => !known.has(id)).map(viewEnded),
    ];
  }

  counts(): ReturnType<Jobs['counts']> {
    return this.#ports.table.counts();
  }

  load(): ReturnType<Jobs['load']> {
    const { table, room } = this.#ports;
    let left = 0;
    for (const run of table.all()) left += remainingS(run);
    return { jobs: table.size, remainingS: left, isDiskFull: room.isDiskFull() };
  }

  async segments(id: string): ReturnType<Jobs['segments']> {
    const run = this.#ports.table.get(id);
    if (run) {
      const { text, segments } = this.#pipeline.pushes.textOf(run);
      return { segments: run.segments.map(viewSegment), punctuatedText: text, punctuatedSegments: segments };
    }
    return readText(this.#ports.store, id);
  }

  async cancel(id: string): Promise<JobView> {
    const run = this.#ports.table.get(id);
    if (run) {
      // A transcript being saved is as good as done.
      await run.saving;
      await this.#pipeline.endings.cancel(run);
    }
    return this.get(id);
  }

  async retry(id: string): Promise<JobView> {
    const { table } = this.#ports;
    if (table.get(id) || this.#retrying.has(id)) {
      throw new Failed('job-not-finished', `job ${id} is under way`, { id });
    }
    this.#retrying.add(id);
    try {
      const record = await this.#read(id);
      const run = await retryJob(record, this.#accept);
      this.#pipeline.endings.keepSpool(id);
      table.recount(record.state, run.record.state);
      this.#pipeline.enter(run);
      this.#pipeline.advance(run);
      return this.#pipeline.view(run);
    } finally {
      this.#retrying.delete(id);
    }
  }

  readonly release: Jobs['release'] = (id) => this.#orders.release(id);
  readonly pause: Jobs['pause'] = (id) => this.#orders.pause(id);
  readonly resume: Jobs['resume'] = (id) => this.#orders.resume(id);
  readonly next: Jobs['next'] = (id) => this.#orders.next(id);
  readonly pauseAll: Jobs['pauseAll'] = () => this.#orders.pauseAll();
  readonly resumeAll: Jobs['resumeAll'] = () => this.#orders.resumeAll();

  async remove(id: string): Promise<void> {
    if (this.#ports.table.get(id)) await this.cancel(id);
    const { state, isUpload, path } = await this.#read(id);
    await this.#removal.remove({ id, state, uploadPath: isUpload ? path : null });
  }

  removeEnded(agoMs: number, isTrial: boolean): Promise<number> {
    return this.#removal.removeEnded(agoMs, isTrial);
  }

  transcript(id: string): ReturnType<Jobs['transcript']> {
    return readTranscript(this.#ports.store, id);
  }

  search(...[query, limit]: Parameters<Jobs['search']>): ReturnType<Jobs['search']> {
    return this.#ports.store.search(query, limit);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#stopListening();
    this.#housekeeping.close();
    await this.#removal.close();
    await this.#pipeline.close();
    await this.#ports.hasher.close();
    await this.#ports.envelopes.close();
  }

  #viewNow(job: JobSummary): JobView {
    const run = this.#ports.table.get(job.id);
    return run ? this.#pipeline.view(run) : viewEnded(job);
  }

  #read(id: string): Promise<JobRecord> {
    return readRecord(this.#ports.store, id);
  }
}
