/** What a supervisor of one worker is given, and what its worker is started with. */
import type { DeviceChoice } from '../../contract/instance.ts';
import type { LoadMessage } from '../../contract/workerMessages.ts';
import type { Launch, LaunchFacts } from '../../core/supervise/launch.ts';
import type { WorkerState } from '../../core/supervise/superviseState.ts';
import type { Clock, Log } from '../ports.ts';
import type { RunLog } from './runLog.ts';
import type { Stamps } from './stamps.ts';

export interface WorkerPlan {
  /** The instance's id, or the front's name. */
  readonly name: string;
  readonly launch: Launch;
  /** What the launch was planned from. */
  readonly facts: LaunchFacts;
  readonly load: LoadMessage;
  readonly device: DeviceChoice;
  readonly cwd: string;
}

export interface SupervisorPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Made anew for each start; throws Failed while something outside the worker is in the way. */
  plan(): WorkerPlan;
  /** Asked before each spawn: null where nothing has to be waited for; rejects with Failed as `plan` throws. */
  gate(): Promise<void> | null;
  readonly stamps: Stamps;
  openRun(): RunLog;
  mayRestart(): boolean;
  /** Something worth showing changed: phase, progress, memory. */
  onChange(): void;
  /** Its phase or its process changed. */
  onStep(before: WorkerState, after: WorkerState): void;
}
