/** One worker: a process and the protocol over its pipes, told to its supervisor as happenings. */
import { type FromWorker, type ToWorker, workerProtocol } from '../../contract/workerMessages.ts';
import { checkPin } from '../../core/supervise/checkPin.ts';
import { CAUSE_LINES } from '../../core/supervise/superviseLimits.ts';
import type { What } from '../../core/supervise/superviseState.ts';
import { type Child, openChild } from './child.ts';
import type { RunLog } from './runLog.ts';
import type { WorkerPlan } from './supervisorPorts.ts';
import { type Said, type WorkerLink, openLink } from './workerLink.ts';
import { yieldToHost } from './yieldToHost.ts';

export type Ready = Extract<FromWorker, { type: 'ready' }>;

export type Beat = Extract<FromWorker, { type: 'beat' }>;

export interface WorkerEvents {
  onHappening(what: What): void;
  onReady(ready: Ready): void;
  onSpawned(pid: number): void;
  onBeat(beat: Beat): void;
  onSpawnFailed(thrown: unknown): void;
  /** The process has ended; `lines` are the last of its log. */
  onExited(end: { code: number | null; signal: string | null; lines: readonly string[] }): void;
}

export interface Worker extends Pick<WorkerLink, 'ask' | 'refuse'> {
  send(message: ToWorker): void;
  /** SIGKILL to the whole tree. */
  kill(): void;
}

/** Throws where the system refuses at once; else every end comes as an event, never before this returns. */
export function openWorker(plan: WorkerPlan, run: RunLog, events: WorkerEvents): Worker {
  const link = openLink({
    write: (line) => child.write(line),
    onSaid: (message) => hear(message, { plan, run, events }),
    onLastWords: ({ kind, message }) => events.onHappening({ type: 'lastWords', kind, message }),
    onAnswered: (id) => events.onHappening({ type: 'answered', id }),
    onBabbled: (message) => {
      run.note(message);
      events.onHappening({ type: 'babbled', message });
    },
  });
  run.note(`start: ${[plan.launch.file, ...plan.launch.args].join(' ')}`);
  const child: Child = openChild(plan.launch, plan.cwd, {
    onSpawned: (pid) => {
      // One that feeds a card needs little of the processor, and that at once.
      if (plan.load.device === 'cpu') yieldToHost(pid);
      events.onSpawned(pid);
      events.onHappening({ type: 'spawned', pid });
    },
    onSpawnFailed: (message) => {
      run.note(message);
      void run.close();
      events.onSpawnFailed(new Error(message));
    },
    onLine: (line, isCut) => link.take(line, isCut),
    onLog: (chunk) => run.append(chunk),
    onExited: (code, signal) => {
      run.note(`end: ${signal ?? `exit ${code}`}`);
      events.onExited({ code, signal, lines: run.last(CAUSE_LINES) });
      void run.close();
    },
  });
  return { send: link.send, ask: link.ask, refuse: link.refuse, kill: child.kill };
}

interface Hearing {
  readonly plan: WorkerPlan;
  readonly run: RunLog;
  readonly events: WorkerEvents;
}

function hear(message: Said, { plan, run, events }: Hearing): void {
  switch (message.type) {
    case 'hello':
      run.note(`hello: ${JSON.stringify(message.versions)}`);
      return events.onHappening({ type: 'hello', isOurProtocol: message.protocol === workerProtocol });
    case 'loading': {
      const { stage, done, total } = message;
      return events.onHappening({ type: 'loading', progress: { stage, done, total } });
    }
    case 'ready':
      run.note(`ready: ${message.device}, ${message.precision}, warm-up ${Math.round(message.warmupMs)} ms`);
      if (message.precisionNote !== null) run.note(message.precisionNote);
      events.onReady(message);
      return events.onHappening({ type: 'ready', mispin: checkPin(plan.device, message) });
    case 'beat':
      events.onHappening({ type: 'beat' });
      return events.onBeat(message);
  }
}
