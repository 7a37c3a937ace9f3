/** One front: a CPU worker that finds speech and punctuates; one request computing and one waiting. */
import { sampleRateHz } from '../../contract/workerMessages.ts';
import { foldSpeed, predictMs } from '../../core/supervise/speed.ts';
import { Supervisor } from './supervisor.ts';
import type { SupervisorPorts } from './supervisorPorts.ts';
import type { Answers, AskedAs } from './workerLink.ts';

/** Nobody presses a start button for fronts: one that gave up is tried again after this. */
const FAILED_RETRY_MS = 60_000;
/** Grace of a change of models, as ample as a stop's. */
const CHANGE_GRACE_MS = 10_000;
/** As an instance: one computing and one waiting, so that it never idles between requests; more would fix the order of the line too early. */
const MOST_ABOARD = 2;
/** A slice of text costs far less than a window of sound; it is predicted as this much of it. */
const PUNCTUATE_S = 10;

export class Front {
  readonly supervisor: Supervisor;
  readonly #ports: SupervisorPorts;
  #speedX: number | null = null;

  constructor(ports: SupervisorPorts) {
    this.#ports = ports;
    this.supervisor = new Supervisor(ports);
  }

  /** Requests it could take now. */
  get room(): number {
    return this.supervisor.isTaking ? Math.max(0, MOST_ABOARD - this.supervisor.state.aboard.length) : 0;
  }

  /** Rejects with WorkerRefused. */
  async ask<T extends 'findSpeech' | 'punctuate'>(message: AskedAs<T>): Promise<Answers[T]> {
    const audioS = 'fromSample' in message ? (message.toSample - message.fromSample) / sampleRateHz : 0;
    const answer = await this.supervisor.ask(message, predictMs(this.#speedX, audioS || PUNCTUATE_S));
    this.#speedX = foldSpeed(this.#speedX, audioS, answer.computeMs);
    return answer;
  }

  /** Starts again after giving up, or when the settings name other models. */
  look(): void {
    const { phase, phaseSince, isAlive } = this.supervisor.state;
    const hasRested = this.#ports.clock.now() - phaseSince >= FAILED_RETRY_MS;
    if (phase === 'failed' && !isAlive && hasRested) this.supervisor.start();
    if (this.supervisor.isTaking && this.#hasOtherModels()) this.supervisor.restart(CHANGE_GRACE_MS);
  }

  /** Models that cannot be used now do not end a front that works. */
  #hasOtherModels(): boolean {
    const running = this.supervisor.plan;
    try {
      return (
        running !== null && JSON.stringify(running.load.dirs) !== JSON.stringify(this.#ports.plan().load.dirs)
      );
    } catch {
      return false;
    }
  }
}
