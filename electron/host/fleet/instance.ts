/** One instance: its spec, the worker that runs it, and what was learned about it. */
import type { InstanceSpec, InstanceView } from '../../contract/instance.ts';
import { needsRestart } from '../../core/supervise/draftInstance.ts';
import { foldSpeed, predictMs } from '../../core/supervise/speed.ts';
import { type PlanFacts, findUsable, planRecogniser } from './planWorker.ts';
import {
  type Clock,
  type Log,
  type Recogniser,
  type RecogniserPool,
  type RecognisedBatch,
  WorkerRefused,
} from '../ports.ts';
import type { RunLog } from './runLog.ts';
import { Supervisor, type WorkerPlan } from './supervisor.ts';

/** One computing and one waiting, so that a worker never idles between batches. */
const MOST_ABOARD = 2;

export interface InstancePorts {
  readonly facts: PlanFacts;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Threads of a worker whose spec names none. */
  threads(): number;
  openRun(): RunLog;
  onChange(): void;
}

type Batch = Parameters<RecogniserPool['recognise']>[1];

/** What the process that runs was started with: an edit since then waits for a restart. */
interface Running {
  readonly spec: InstanceSpec;
  readonly weightsKey: string;
}

export class Instance {
  readonly supervisor: Supervisor;
  readonly #ports: InstancePorts;
  #spec: InstanceSpec;
  #running: Running | null = null;
  #speedX: number | null = null;
  #queuedS = 0;

  constructor(spec: InstanceSpec, ports: InstancePorts) {
    this.#spec = spec;
    this.#ports = ports;
    const { clock, log, random, openRun, onChange } = ports;
    this.supervisor = new Supervisor({
      clock,
      log,
      random,
      openRun,
      onChange,
      mayRestart: () => this.#spec.restart === 'always',
      plan: () => this.#plan(),
    });
  }

  get spec(): InstanceSpec {
    return this.#spec;
  }

  edit(spec: InstanceSpec): void {
    this.#spec = spec;
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
      precision: ready?.precision ?? null,
      deviceName: this.#deviceName(),
      threads: plan?.load.threads ?? null,
      rssMiB,
      vram: null,
      gpuUuid: ready?.gpuUuid ?? null,
      speedX: this.#speedX,
      queuedS: this.#queuedS,
      needsRestart: state.isAlive && this.#running !== null && needsRestart(this.#running.spec, this.#spec),
      runId: run?.runId ?? null,
    };
  }

  /** As the dispatcher sees it; null while it takes no batches. */
  recogniser(): Recogniser | null {
    const { ready, state } = this.supervisor;
    if (!this.supervisor.isTaking || ready === null || this.#running === null) return null;
    return {
      instanceId: this.#spec.id,
      modelKey: `${this.#running.weightsKey}:${ready.precision}`,
      modelId: this.#running.spec.modelId,
      batchSizeS: this.#spec.batchSizeS,
      aboard: state.aboard.length,
      deviceName: this.#deviceName() ?? ready.device,
    };
  }

  async recognise({ id, segments, hotwords, audioS }: Batch): Promise<RecognisedBatch> {
    if (this.supervisor.state.aboard.length >= MOST_ABOARD) {
      throw new WorkerRefused('dropped', 'Two batches are aboard already.');
    }
    const message = { type: 'recognise' as const, id, segments: [...segments], hotwords: [...hotwords] };
    const { results, computeMs } = await this.supervisor.ask(message, predictMs(this.#speedX, audioS));
    this.#speedX = foldSpeed(this.#speedX, audioS, computeMs);
    return { results, computeMs };
  }

  #plan(): WorkerPlan {
    const spec = this.#spec;
    const plan = planRecogniser(this.#ports.facts, spec, spec.threads ?? this.#ports.threads());
    const weightsKey = findUsable(this.#ports.facts.models, spec.modelId, 'asr').modelKey ?? spec.modelId;
    // Another model or device has another speed.
    if (this.#running !== null && needsRestart(this.#running.spec, spec)) this.#speedX = null;
    this.#running = { spec, weightsKey };
    return plan;
  }

  #deviceName(): string | null {
    const { ready } = this.supervisor;
    return ready === null ? null : (ready.gpuName ?? (ready.device === 'cpu' ? 'CPU' : ready.device));
  }
}
