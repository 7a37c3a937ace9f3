/** The fronts: CPU workers that find speech and punctuate. Any front takes any request. */
import type { FrontsView } from '../contract/instance.ts';
import { sampleRateHz } from '../contract/workerMessages.ts';
import { planFronts } from '../core/frontCount.ts';
import { foldSpeed, predictMs } from '../core/speed.ts';
import { type FrontLine, openFrontLine } from './frontLine.ts';
import { type PlanFacts, planFront } from './planWorker.ts';
import type { Clock, FrontPool, Log } from './ports.ts';
import type { RunLog } from './runLog.ts';
import { Supervisor, type WorkerPlan } from './supervisor.ts';
import type { Answers, AskedAs } from './workerLink.ts';

/** How often their number and their models are looked at. */
const LOOK_MS = 1_000;
/** Nobody presses a start button for fronts: one that gave up is tried again after this. */
const FAILED_RETRY_MS = 60_000;
/** A slice of text costs far less than a window of sound; of both only hanging has to be told from working. */
const PUNCTUATE_S = 10;

export interface FrontsPorts {
  readonly facts: PlanFacts;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly cores: number;
  threads(): number;
  openRun(name: string): RunLog;
  /** Some instance is ready and has nothing to do. */
  isRecogniserIdle(): boolean;
  onChange(): void;
}

export interface Fronts {
  readonly pool: FrontPool;
  /** How many there should be. */
  wanted(): number;
  view(): FrontsView;
  /** Starts those that gave up, too. */
  start(): void;
  close(graceMs: number): Promise<void>;
}

export function openFronts(ports: FrontsPorts): Fronts {
  const all: Front[] = [];
  const line = openFrontLine(() => all.filter((front) => front.isFree));
  let [wanted, shortLooks] = [1, 0];
  const fill = (): void => {
    while (all.length < wanted) all.push(createFront(`front-${all.length + 1}`, ports, line));
  };
  const look = (): void => {
    const areAllBusy = all.every((front) => front.supervisor.state.phase === 'busy');
    const { cores } = ports;
    const isRecogniserIdle = ports.isRecogniserIdle();
    const next = planFronts({
      wanted,
      cores,
      areAllBusy,
      waiting: line.windows(),
      isRecogniserIdle,
      shortLooks,
    });
    shortLooks = next.shortLooks;
    if (next.wanted !== wanted) {
      wanted = next.wanted;
      fill();
      ports.onChange();
    }
    for (const front of all) front.look();
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return {
    pool: line.pool,
    wanted: () => wanted,
    view: () => renderFronts(all, wanted),
    start() {
      fill();
      for (const front of all) front.supervisor.start();
    },
    async close(graceMs) {
      clearInterval(timer);
      line.close();
      await Promise.all(all.map((front) => front.supervisor.close(graceMs)));
    },
  };
}

export interface Front {
  readonly supervisor: Supervisor;
  /** Ready with nothing aboard: one request at a time keeps the order of the line exact. */
  readonly isFree: boolean;
  ask<T extends 'findSpeech' | 'punctuate'>(message: AskedAs<T>): Promise<Answers[T]>;
  /** Starts again after giving up, or when the settings name other models. */
  look(): void;
}

function createFront(name: string, ports: FrontsPorts, line: FrontLine): Front {
  const plan = (): WorkerPlan => planFront(ports.facts, name, ports.threads());
  const supervisor = new Supervisor({
    ...ports,
    plan,
    openRun: () => ports.openRun(name),
    mayRestart: () => true,
    onChange: () => {
      line.move();
      ports.onChange();
    },
  });
  let speedX: number | null = null;
  supervisor.start();
  return {
    supervisor,
    get isFree() {
      return supervisor.isTaking && supervisor.state.aboard.length === 0;
    },
    async ask<T extends 'findSpeech' | 'punctuate'>(message: AskedAs<T>): Promise<Answers[T]> {
      const audioS = 'fromSample' in message ? (message.toSample - message.fromSample) / sampleRateHz : 0;
      const answer = await supervisor.ask(message, predictMs(speedX, audioS || PUNCTUATE_S));
      speedX = foldSpeed(speedX, audioS, answer.computeMs);
      return answer;
    },
    look() {
      const { phase, phaseSince, isAlive } = supervisor.state;
      const hasRested = ports.clock.now() - phaseSince >= FAILED_RETRY_MS;
      if (phase === 'failed' && !isAlive && hasRested) supervisor.start();
      if (supervisor.isTaking && hasOtherModels(supervisor.plan, plan)) supervisor.restart(LOOK_MS * 10);
    },
  };
}

/** Models that cannot be used now do not end a front that works. */
function hasOtherModels(running: WorkerPlan | null, plan: () => WorkerPlan): boolean {
  try {
    return running !== null && JSON.stringify(running.load.dirs) !== JSON.stringify(plan().load.dirs);
  } catch {
    return false;
  }
}

function renderFronts(all: readonly Front[], wanted: number): FrontsView {
  const supervisors = all.map((front) => front.supervisor);
  const known = supervisors.map(({ rssMiB }) => rssMiB).filter((rssMiB) => rssMiB !== null);
  const ready = supervisors.filter((supervisor) => supervisor.isTaking).length;
  const failed = supervisors.find(({ state }) => state.phase === 'failed' || state.phase === 'blocked');
  return {
    wanted,
    ready,
    failed: failed?.state.cause ?? null,
    rssMiB: known.length === 0 ? null : known.reduce((sum, rssMiB) => sum + rssMiB, 0),
  };
}
