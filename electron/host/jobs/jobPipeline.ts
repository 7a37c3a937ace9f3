/** Carries jobs from file to transcript: whatever happens to one, `advance` begins what can be done next. */
import type { JobView } from '../../contract/job.ts';
import { isEnded } from '../../core/schedule/jobState.ts';
import type { ContentHasher } from './contentHash.ts';
import { decodeRun } from './decode.ts';
import { Dispatcher } from './dispatch.ts';
import type { AnsweredPart, Seat } from './dispatch.ts';
import type { Envelopes } from './envelopes.ts';
import { finishRun, mayFinish } from './finish.ts';
import { JobEndings } from './jobEndings.ts';
import { JobPushes } from './jobPushes.ts';
import { answerSegment, isHeld, isRecognised } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import { createJobStates } from './jobStates.ts';
import type { JobStates } from './jobStates.ts';
import { viewEnded, viewRun } from './jobViews.ts';
import type { JobsPorts } from './jobsPorts.ts';
import { Lane, countTurns } from './lane.ts';
import { mayPunctuate, punctuateRun } from './punctuation.ts';
import { refuseBatch } from './refusal.ts';
import type { Room } from './room.ts';
import type { RunTable } from './runTable.ts';
import { mayScan, scanRun } from './scan.ts';
import { frontKeyNow, hashInTime, skipRun } from './skip.ts';
import type { Spool } from './spool.ts';
import type { Store } from '../store/storePort.ts';
import { Takers } from './takers.ts';

export interface PipelinePorts extends Omit<JobsPorts, 'store'> {
  /** Outwaits a full disk. */
  readonly store: Store;
  readonly table: RunTable;
  readonly spool: Spool;
  readonly room: Room;
  readonly envelopes: Envelopes;
  readonly hasher: ContentHasher;
}

export class JobPipeline {
  readonly lane: Lane;
  readonly dispatcher: Dispatcher;
  readonly pushes: JobPushes;
  readonly states: JobStates;
  readonly endings: JobEndings;
  readonly takers: Takers;
  readonly #ports: PipelinePorts;
  readonly #tasks = new Set<Promise<void>>();
  #isClosed = false;

  constructor(ports: PipelinePorts) {
    this.#ports = ports;
    const { table, emit, fleet, room } = ports;
    this.takers = new Takers(ports.recognisers);
    this.pushes = new JobPushes({ emit, counts: () => table.counts(), view: (run) => this.view(run) });
    this.dispatcher = this.#createDispatcher();
    this.lane = new Lane({
      turns: countTurns(ports.cores),
      isRunnable: (run) => this.takers.canTake(run),
      instances: () => Math.max(1, this.takers.count()),
      speedX: () => this.dispatcher.speedX(),
      hasRoom: () => room.hasRoom(),
      begin: (run) => this.#decode(run),
    });
    this.states = createJobStates({
      ...{ table, fleet },
      isDiskFull: () => room.isDiskFull(),
      canTake: (run) => this.takers.canTake(run),
      onChanged: (run) => this.pushes.changed(run),
      attempt: (run, work) => this.attempt(run, work),
    });
    const { lane, dispatcher, pushes } = this;
    this.endings = new JobEndings({ ...ports, lane, dispatcher, pushes });
  }

  view(run: JobRun): JobView {
    return isEnded(run.record.state) ? viewEnded(run.record) : viewRun(run, this.#ports.clock.now());
  }

  /** A job just accepted, or found in the journal. */
  enter(run: JobRun): void {
    const { table, spool } = this.#ports;
    table.add(run);
    const { id, totalSamples } = run.record;
    if (isRecognised(run)) return;
    if (totalSamples !== null && spool.bytesOf(id) === totalSamples * 2) {
      run.decodedSamples = totalSamples;
      this.lane.keep(run);
      return;
    }
    this.lane.add(run);
  }

  advance(run: JobRun): void {
    if (this.#isClosed || run.isEnding) return;
    const { table, spool, frontPool, recognisers } = this.#ports;
    const onFound = (): void => this.advance(run);
    const speedX = (): number => this.dispatcher.speedX();
    if (mayScan(run)) {
      this.attempt(run, () => scanRun(run, { table, spool, frontPool, recognisers, speedX, onFound }));
    }
    if (mayPunctuate(run)) {
      this.attempt(run, () => punctuateRun(run, { table, frontPool, speedX, onPunctuated: onFound }));
    }
    if (mayFinish(run)) this.#finish(run);
    this.rest(run);
    this.dispatcher.kick();
    this.lane.kick();
    this.states.refresh(run);
    this.pushes.changed(run);
  }

  /** An instance came, went, or can take more. */
  offerAll(): void {
    this.takers.refresh();
    this.dispatcher.kick();
    this.lane.kick();
  }

  /** Does something for the job whose failing is the job's. */
  attempt(run: JobRun, work: () => Promise<void>): void {
    const task: Promise<void> = work()
      .catch((thrown: unknown) => this.#meet(run, thrown))
      .catch((thrown: unknown) => this.#note(thrown))
      .finally(() => this.#tasks.delete(task));
    this.#tasks.add(task);
  }

  /** A paused job's decoder and sound go once nobody reads them, so that it holds up no other. */
  rest(run: JobRun): void {
    const isRead = run.batchesAboard > 0 || run.isScanning;
    const isStarting = run.decoding !== null && run.stopDecoding === null;
    if (!isHeld(run) || run.isEnding || run.decode === 'idle' || isRead || isStarting) return;
    run.isOutOfRoom = false;
    this.attempt(run, () => this.evict(run));
  }

  /** Its sound leaves the spool, to be decoded again when there is room. */
  async evict(run: JobRun): Promise<void> {
    // Asked for by a pause and for want of room at once: done once, or it would stand in the lane twice.
    if (run.isEvicting) return;
    run.isEvicting = true;
    try {
      // First, so that nothing is sent of sound that is going, should the job be resumed meanwhile.
      this.lane.leave(run);
      await run.stopDecoding?.();
      await run.decoding;
      this.lane.leave(run);
      await this.#ports.spool.remove(run.record.id);
      run.decodedSamples = 0;
      if (!run.isEnding) this.lane.add(run);
    } finally {
      run.isEvicting = false;
    }
  }

  /** Nothing new is begun, decoders end; settles when nothing is written any more. The journal stays as it is. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.pushes.close();
    const runs = [...this.#ports.table.all()];
    for (const run of runs) run.abort.abort();
    await Promise.allSettled(runs.map((run) => run.decoding));
    while (this.#tasks.size > 0) await Promise.allSettled([...this.#tasks]);
  }

  #createDispatcher(): Dispatcher {
    const { table, spool, models, recognisers: pool, fleet, envelopes, clock } = this.#ports;
    return new Dispatcher({
      ...{ table, spool, models, pool, envelopes },
      runs: () => (this.#isClosed ? [] : this.lane.begun()),
      onAnswered: (run, parts, seat) => {
        if (!this.#isClosed) this.attempt(run, () => this.#journal(run, parts, seat));
      },
      onRefused: async (batch, refused, aboard) => {
        if (this.#isClosed) return;
        const { fail, quarantine } = this.endings;
        const onChanged = (run: JobRun): void => this.advance(run);
        const attempt = this.attempt.bind(this);
        const refusing = { table, fleet, fail, quarantine, clock, attempt, onChanged };
        await refuseBatch({ batch, refused, aboard }, refusing);
      },
      onFailed: (thrown) => this.#note(thrown),
    });
  }

  async #journal(run: JobRun, parts: readonly AnsweredPart[], seat: Seat): Promise<void> {
    const { table } = this.#ports;
    const instanceId = parts[0]?.segment.instanceId ?? '';
    noteSeat(run, { ...seat, instanceId }, table);
    const results = parts.map(({ segment, result }) => ({ index: segment.index, instanceId, result }));
    await table.recordResults(run, results);
    if (run.isEnding) return;
    for (const { segment, result } of parts) {
      answerSegment(run, segment, result);
      run.fresh.add(segment.index);
    }
    this.advance(run);
  }

  #decode(run: JobRun): void {
    const { table, spool, room, ffmpegPath, settings, clock } = this.#ports;
    this.states.refresh(run);
    const work = decodeRun(run, {
      ...{ table, spool, room, ffmpegPath, lane: this.lane },
      longestH: () => settings.get().longestAudioH,
      now: () => clock.now(),
      skip: () => skipRun(run, { ...this.#ports, end: (patch) => this.endings.skip(run, patch) }),
      frontKey: () => frontKeyNow(this.#ports),
      onMore: () => this.advance(run),
    });
    run.decoding = work.catch(() => undefined);
    this.attempt(run, async () => {
      try {
        await work;
      } finally {
        run.decoding = null;
      }
    });
  }

  #finish(run: JobRun): void {
    const { table, settings, fleet, clock, hasher } = this.#ports;
    const hash = (ended: JobRun): Promise<string | null> => hashInTime(ended, hasher);
    const ports = { table, fleet, settings: settings.get, now: () => clock.now(), hash };
    const saving = finishRun(run, ports).then(() => this.endings.leave(run));
    run.saving = saving.catch(() => undefined);
    this.attempt(run, () => saving);
  }

  /** Something for the job went wrong: a worker of the fronts, or the job itself. */
  async #meet(run: JobRun, thrown: unknown): Promise<void> {
    if (this.#isClosed || run.isEnding) return;
    run.saving = null;
    await this.endings.meet(run, thrown);
  }

  #note(thrown: unknown): void {
    if (!this.#isClosed) this.#ports.log.error('the job pipeline met an error', { cause: String(thrown) });
  }
}

/** Journaled with the results: whatever is killed, no simulated one goes unmarked. */
function noteSeat(run: JobRun, seat: Seat & { readonly instanceId: string }, table: RunTable): void {
  const { ranOn, isSimulated } = run.record;
  if (seat.isSimulated && !isSimulated) table.note(run, { isSimulated: true });
  if (ranOn.includes(seat.instanceId)) return;
  table.note(run, { ranOn: [...ranOn, seat.instanceId], device: seat.deviceName });
}
