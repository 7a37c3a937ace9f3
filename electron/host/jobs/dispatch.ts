/** Sends segments to instances: one loop plans and sends, results are journaled before anybody sees them. */
import { randomUUID } from 'node:crypto';
import { sampleRateHz } from '../../contract/workerMessages.ts';
import type { PcmRange } from '../../contract/workerMessages.ts';
import { stepGoodBatch, viewCap } from '../../core/schedule/batchCap.ts';
import { padSeconds } from '../../core/schedule/pack.ts';
import { isPatientTurn, planBatch } from '../../core/schedule/schedule.ts';
import type { PlannedSegment, Taker } from '../../core/schedule/schedule.ts';
import { createAboard, runsOf } from './aboard.ts';
import type { Aboard, Batch, BatchPart } from './aboard.ts';
import type { Envelopes } from './envelopes.ts';
import { rankRun } from './idleLine.ts';
import type { JobRun } from './jobRun.ts';
import type { Models, Recogniser, RecognisedBatch, RecogniserPool } from '../ports.ts';
import { WorkerRefused } from '../ports.ts';
import type { RunTable } from './runTable.ts';
import { scheduleRun } from './scheduleRun.ts';
import type { Spool } from './spool.ts';

export interface DispatchPorts {
  readonly table: RunTable;
  readonly spool: Spool;
  readonly pool: RecogniserPool;
  readonly models: Pick<Models, 'find'>;
  readonly envelopes: Envelopes;
  /** The runs that may have segments waiting. */
  readonly runs: () => readonly JobRun[];
  /** Answers of one batch that belong to one job; it journals them. */
  readonly onAnswered: (run: JobRun, parts: readonly AnsweredPart[], seat: Seat) => void;
  /** Settles when the segments' fate is decided and journaled. */
  readonly onRefused: (batch: Batch, refused: WorkerRefused, aboard: Aboard) => Promise<void>;
  readonly onFailed: (thrown: unknown) => void;
}

export interface AnsweredPart extends BatchPart {
  readonly result: RecognisedBatch['results'][number];
}

export type Seat = Pick<Batch, 'deviceName' | 'isSimulated'>;

export class Dispatcher {
  readonly #ports: DispatchPorts;
  readonly #aboard: Aboard;
  /** Batches. */
  #sent = 0;
  #isLooping = false;
  #isAgain = false;
  /** Looks again when an instance that computes takes its next batch. */
  #alarm: NodeJS.Timeout | undefined;

  constructor(ports: DispatchPorts) {
    this.#ports = ports;
    const { pool, envelopes } = ports;
    this.#aboard = createAboard({
      envelopes,
      nowS,
      onLearned: ({ instanceId, batchSizeS }, cap) => pool.noteLearned(instanceId, viewCap(cap, batchSizeS)),
    });
  }

  /** Something changed: looks whether an instance can take a batch. */
  kick(): void {
    this.#isAgain = true;
    if (!this.#isLooping) void this.#loop().catch(this.#ports.onFailed);
  }

  /** Takes back what waits for this job alone. */
  dropFor(run: JobRun): void {
    for (const batch of this.#aboard.all()) {
      const isAllIts = batch.parts.every((part) => part.run === run);
      if (isAllIts) this.#ports.pool.drop(batch.instanceId, batch.id);
    }
  }

  /** Of all that can work, learned. */
  speedX(): number {
    return this.#aboard.speedX(this.#ports.pool.recognisers());
  }

  aboard(): readonly Batch[] {
    return this.#aboard.all();
  }

  async #loop(): Promise<void> {
    this.#isLooping = true;
    try {
      while (this.#isAgain) {
        this.#isAgain = false;
        while (await this.#sendOne()) continue;
      }
    } finally {
      this.#isLooping = false;
    }
  }

  /** Plans and sends one batch to the emptiest instance that can take any; false where none can. */
  async #sendOne(): Promise<boolean> {
    const { pool, runs } = this.#ports;
    const recognisers = pool.recognisers();
    const lines = recognisers.map((each) => ({
      recogniser: each,
      length: this.#aboard.on(each.instanceId).length,
      opensAtS: this.#aboard.opensAtS(each, each.aboard),
    }));
    const free = lines.filter(({ opensAtS }) => opensAtS <= nowS());
    this.#setAlarm(Math.min(...lines.map(({ opensAtS }) => opensAtS).filter((atS) => atS > nowS())));
    if (free.length === 0) return false;
    const speedX = this.#aboard.speedX(recognisers);
    const isPatient = isPatientTurn(this.#sent);
    const jobs = [...runs()]
      .filter((run) => !run.isEnding && run.firstOpen < run.segments.length)
      .sort((a, b) => rankRun(a, speedX, isPatient) - rankRun(b, speedX, isPatient))
      .map(scheduleRun)
      .filter(({ waiting }) => waiting.length > 0);
    if (jobs.length === 0) return false;
    const takers = recognisers.map((each) => this.#describe(each));
    for (const { recogniser } of free.sort((a, b) => a.length - b.length)) {
      const planned = planBatch(this.#describe(recogniser), jobs, takers);
      if (planned === null) continue;
      const keyless = this.#findKeyless(planned);
      if (keyless.length > 0) await this.#freezeKeys(keyless, recogniser);
      else this.#send(planned, recogniser);
      return true;
    }
    return false;
  }

  #setAlarm(atS: number): void {
    clearTimeout(this.#alarm);
    if (atS === Infinity) return;
    // A little behind it, as timers may fire a little before.
    this.#alarm = setTimeout(() => this.kick(), 1000 * (atS - nowS()) + 1);
    this.#alarm.unref();
  }

  #describe(recogniser: Recogniser): Taker {
    const { instanceId, modelKey, modelId } = recogniser;
    return { instanceId, modelKey, modelId, limits: this.#aboard.capOf(recogniser) };
  }

  #findKeyless(planned: readonly PlannedSegment[]): JobRun[] {
    const runs = new Set(planned.map(({ jobId }) => this.#ports.table.get(jobId)));
    return [...runs].filter((run) => run !== undefined).filter(({ record }) => record.modelKey === null);
  }

  /** Jobs without a model take the instance's, in the journal first; what they then get is planned anew. */
  async #freezeKeys(runs: readonly JobRun[], { modelKey, modelId }: Recogniser): Promise<void> {
    const { table, models } = this.#ports;
    const model = models.find(modelId);
    for (const run of runs) {
      if (run.isEnding) continue;
      const { modelName, isDemo } = run.record;
      const named = { modelName: model?.name ?? modelName, isDemo: model?.isDemo ?? isDemo };
      await table.patch(run, { modelKey, modelId, ...named });
    }
  }

  #send(planned: readonly PlannedSegment[], recogniser: Recogniser): void {
    const { instanceId } = recogniser;
    const parts = planned.flatMap(({ jobId, index }): BatchPart[] => {
      const run = this.#ports.table.get(jobId);
      const segment = run?.segments[index];
      return run && segment ? [{ run, segment, deathsBefore: run.record.deaths }] : [];
    });
    const lengthsS = planned.map(({ seconds }) => seconds);
    const batch: Batch = { ...recogniser, id: randomUUID(), parts, lengthsS, paddedS: padSeconds(lengthsS) };
    for (const { segment } of parts) Object.assign(segment, { phase: 'aboard', instanceId });
    for (const run of runsOf(batch)) run.batchesAboard += 1;
    this.#aboard.add(batch);
    this.#sent += 1;
    void this.#carry(batch).catch(this.#ports.onFailed);
  }

  async #carry(batch: Batch): Promise<void> {
    try {
      const answer = await this.#ask(batch);
      this.#aboard.drop(batch);
      const cap = stepGoodBatch(this.#aboard.capOf(batch), { ...batch, ...answer }, batch.batchSizeS);
      this.#aboard.setCap(batch, cap);
      this.#handOver(batch, answer);
    } catch (thrown) {
      const refused =
        thrown instanceof WorkerRefused ? thrown : new WorkerRefused('internal', String(thrown));
      await this.#ports.onRefused(batch, refused, this.#aboard).finally(() => this.#aboard.drop(batch));
      for (const run of runsOf(batch)) run.batchesAboard -= 1;
    }
    this.kick();
  }

  async #ask({ id, instanceId, parts }: Batch): Promise<RecognisedBatch> {
    const { pool, spool } = this.#ports;
    const answer = await pool.recognise(instanceId, {
      id,
      segments: parts.map(({ run, segment }) => rangeOf(run, segment, spool)),
      hotwords: parts[0]?.run.record.options.hotwords ?? [],
      audioS: parts.reduce((sum, { segment }) => sum + (segment.toMs - segment.fromMs) / 1000, 0),
    });
    if (answer.results.length === parts.length) return answer;
    throw new WorkerRefused('internal', `${answer.results.length} results for ${parts.length} segments`);
  }

  #handOver(batch: Batch, { results }: RecognisedBatch): void {
    const answered = batch.parts.flatMap((part, at) => {
      const result = results[at];
      return result ? [{ ...part, result }] : [];
    });
    for (const run of runsOf(batch)) {
      run.batchesAboard -= 1;
      if (run.isEnding) continue;
      const own = answered.filter((part) => part.run === run);
      for (const { segment } of own) segment.phase = 'writing';
      this.#ports.onAnswered(run, own, batch);
    }
  }
}

/** The detector may close a segment a frame behind the sound's end. */
function rangeOf(run: JobRun, segment: BatchPart['segment'], spool: Spool): PcmRange {
  const toSample = Math.min(Math.round((segment.toMs * sampleRateHz) / 1000), run.decodedSamples);
  const fromSample = Math.min(Math.round((segment.fromMs * sampleRateHz) / 1000), toSample);
  const { id } = run.record;
  return {
    pcm: { path: spool.pathOf(id) },
    fromSample,
    toSample,
    fbankPath: spool.fbank.find(id, fromSample),
  };
}

/** Of a clock that no change of the time of day moves. */
function nowS(): number {
  return performance.now() / 1000;
}
