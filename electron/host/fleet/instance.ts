/** One instance: its spec, the worker that runs it, and what was learned about it. */
import type { InstanceSpec, InstanceView, LaunchView } from '../../contract/instance.ts';
import { Failed } from '../../core/failed.ts';
import { isOnSimulatedCard } from '../../core/gpu/simulatedBox.ts';
import { viewLaunch } from '../../core/supervise/launch.ts';
import { needsRestart } from '../../core/supervise/draftInstance.ts';
import { foldSpeed, predictMs } from '../../core/supervise/speed.ts';
import type { WorkerState } from '../../core/supervise/superviseState.ts';
import { type Running, learnTuning, viewTuned, wouldMeasure } from './instanceTuning.ts';
import { type PlanFacts, findUsable, planRecogniser } from './planWorker.ts';
import {
  type Clock,
  type LearnedBatches,
  type Log,
  type Recogniser,
  type RecogniserPool,
  type RecognisedBatch,
  WorkerRefused,
} from '../ports.ts';
import type { RunLog } from './runLog.ts';
import type { Stamps } from './stamps.ts';
import { Supervisor } from './supervisor.ts';
import type { WorkerPlan } from './supervisorPorts.ts';
import type { Tunings } from './tunings.ts';

/** One computing and one waiting, so that a worker never idles between batches. */
const MOST_ABOARD = 2;

export interface InstancePorts {
  readonly facts: PlanFacts;
  readonly tunings: Tunings;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Threads of a worker whose spec names none. */
  threads(): number;
  openRun(): RunLog;
  /** Whether its card lets a process of it begin; null: at once. */
  gate(instance: Instance): Promise<void> | null;
  /** Its share of its card's memory; null while nobody can tell. */
  shareOf(id: string): InstanceView['vram'];
  readonly stamps: Stamps;
  onChange(): void;
  /** Its phase or its process changed. */
  onStep(instance: Instance, before: WorkerState, after: WorkerState): void;
}

const nothingLearned: LearnedBatches = { speedX: null, filling: null, safeBatch: null };

type Batch = Parameters<RecogniserPool['recognise']>[1];

export class Instance {
  readonly supervisor: Supervisor;
  readonly #ports: InstancePorts;
  #spec: InstanceSpec;
  #running: Running | null = null;
  #speedX: number | null = null;
  #learned: LearnedBatches = nothingLearned;
  #queuedS = 0;
  /** Audio seconds its process has recognised. */
  #workedS = 0;

  constructor(spec: InstanceSpec, ports: InstancePorts) {
    this.#spec = spec;
    this.#ports = ports;
    const { clock, log, random, stamps, openRun, onChange } = ports;
    this.supervisor = new Supervisor({
      clock,
      log,
      random,
      stamps,
      openRun,
      onChange,
      onStep: (before, after) => {
        if (before.phase === 'loading' && this.#running !== null)
          learnTuning(ports.tunings, this.#running, this.supervisor);
        ports.onStep(this, before, after);
      },
      gate: () => ports.gate(this),
      mayRestart: () => this.#spec.restart === 'always',
      plan: () => this.#plan(),
    });
  }

  get spec(): InstanceSpec {
    return this.#spec;
  }

  /** What its process was started with; the spec while there is none. */
  get current(): InstanceSpec {
    return this.supervisor.plan === null ? this.#spec : (this.#running?.spec ?? this.#spec);
  }

  /** Its process has recognised as much sound as one full batch may hold: what it takes by now is no mere load. */
  get hasWorked(): boolean {
    return this.#workedS >= this.current.batchSizeS;
  }

  edit(spec: InstanceSpec): void {
    this.#spec = spec;
    this.#ports.onChange();
  }

  noteLearned(learned: LearnedBatches): void {
    this.#learned = learned;
    this.#ports.onChange();
  }

  noteQueued(queuedS: number): void {
    if (queuedS === this.#queuedS) return;
    this.#queuedS = queuedS;
    this.#ports.onChange();
  }

  /** Throws what would keep it from starting: model-not-found, model-invalid, engine-not-installed. */
  checkStart(): void {
    planRecogniser(this.#ports.facts, this.#spec, 1);
  }

  wouldMeasure(): boolean {
    return wouldMeasure(this.#ports.facts, this.#spec, this.#threads());
  }

  /** Throws instance-not-stopped while a process of it lives. */
  checkStopped(): this {
    const { name } = this.#spec;
    if (!this.supervisor.state.isAlive) return this;
    throw new Failed('instance-not-stopped', `${name} is running; stop it first.`, { name });
  }

  /** What its next worker is started with; throws as checkStart does. */
  launch(): LaunchView {
    const { facts, cwd } = planRecogniser(this.#ports.facts, this.#spec, this.#threads());
    return viewLaunch(facts, cwd);
  }

  view(): InstanceView {
    const { state, plan, ready, rssMiB, run } = this.supervisor;
    return {
      spec: this.#spec,
      phase: state.phase,
      cause: state.cause,
      phaseSince: state.phaseSince,
      retryAt: state.phase === 'backoff' ? state.deadlineAt : null,
      restarts: state.restarts,
      pid: state.pid,
      loading: state.loading,
      ...this.#seat(),
      threads: ready?.tuned?.tuning.threads ?? plan?.load.threads ?? null,
      tuned: viewTuned(this.#ports.tunings, this.#running, this.supervisor),
      rssMiB,
      ...this.#learned,
      speedX: this.#speedX ?? this.#learned.speedX,
      queuedS: this.#queuedS,
      needsRestart: state.isAlive && this.#running !== null && needsRestart(this.#running.spec, this.#spec),
      runId: run?.runId ?? null,
    };
  }

  /** What its process has of the box; null while it has none, or nobody can tell. */
  #seat(): Pick<InstanceView, 'precision' | 'precisionNote' | 'deviceName' | 'gpuUuid' | 'vram'> {
    const { ready, state } = this.supervisor;
    return {
      precision: ready?.precision ?? null,
      precisionNote: ready?.precisionNote ?? null,
      deviceName: this.#deviceName(),
      gpuUuid: ready?.gpuUuid ?? null,
      vram: state.pid === null ? null : this.#ports.shareOf(this.#spec.id),
    };
  }

  /** As the dispatcher sees it; null while it takes no batches. */
  recogniser(): Recogniser | null {
    const { ready, state, plan } = this.supervisor;
    if (!this.supervisor.isTaking || ready === null || this.#running === null) return null;
    return {
      instanceId: this.#spec.id,
      modelKey: `${this.#running.weightsKey}:${ready.precision}`,
      modelId: this.#running.spec.modelId,
      batchSizeS: this.#spec.batchSizeS,
      aboard: state.aboard.length,
      deviceName: this.#deviceName() ?? ready.device,
      deviceKey: ready.gpuUuid ?? keyOf(this.#running.spec),
      isSimulated: isOnSimulatedCard(this.#running.spec.device),
      readsFbank: plan?.load.engine === 'onnx',
    };
  }

  async recognise({ id, segments, hotwords, audioS }: Batch): Promise<RecognisedBatch> {
    if (this.supervisor.state.aboard.length >= MOST_ABOARD) {
      throw new WorkerRefused('dropped', 'Two batches are aboard already.');
    }
    const message = { type: 'recognise' as const, id, segments: [...segments], hotwords: [...hotwords] };
    const { results, computeMs } = await this.supervisor.ask(message, predictMs(this.#speedX, audioS));
    this.#workedS += audioS;
    this.#speedX = foldSpeed(this.#speedX, audioS, computeMs);
    return { results, computeMs };
  }

  #plan(): WorkerPlan {
    const spec = this.#spec;
    const plan = planRecogniser(this.#ports.facts, spec, this.#threads());
    const weightsKey = findUsable(this.#ports.facts.models, spec.modelId, 'asr').modelKey ?? spec.modelId;
    // Another model or device has another speed.
    if (this.#running !== null && needsRestart(this.#running.spec, spec)) {
      this.#speedX = null;
      this.#learned = nothingLearned;
    }
    this.#running = { spec, weightsKey };
    this.#workedS = 0;
    return plan;
  }

  #threads(): number {
    return this.#spec.threads ?? this.#ports.threads();
  }

  #deviceName(): string | null {
    const { ready } = this.supervisor;
    return ready === null ? null : (ready.gpuName ?? (ready.device === 'cpu' ? 'CPU' : ready.device));
  }
}

/** The device as the spec names it: a worker that cannot ask its card knows no other. */
function keyOf({ device }: InstanceSpec): string {
  return device.kind === 'cpu' ? 'cpu' : device.uuid;
}
