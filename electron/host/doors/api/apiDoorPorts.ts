/** What a door for programs stands on. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { InstanceView } from '../../../contract/instance.ts';
import type { Clock, Fleet, Gpus, Log, Models } from '../../ports.ts';
import type { Jobs } from '../../jobs/jobsInterface.ts';
import type { DoorCounters } from '../monitoring/doorFigures.ts';
import type { Drain } from './drain.ts';
import type { Pushes } from '../pushes.ts';
import type { RequestLog } from '../monitoring/requestLog.ts';
import type { Requests } from './requests.ts';

export interface ApiDoorPorts {
  readonly fleet: Pick<Fleet, 'list' | 'fronts' | 'comesBack'>;
  readonly gpus: Pick<Gpus, 'view'>;
  readonly models: Pick<Models, 'list'>;
  readonly jobs: Pick<Jobs, 'submit' | 'get' | 'counts' | 'load' | 'segments' | 'cancel' | 'transcript'>;
  readonly pushes: Pick<Pushes, 'tap'>;
  readonly requests: Requests;
  readonly counters: DoorCounters;
  readonly requestLog: RequestLog;
  readonly drain: Drain;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder uploads stream to. */
  readonly uploads: string;
  readonly uploadLimitBytes: number;
  /** How often a sender's pace is looked at; tests are less patient. */
  readonly paceMs?: number | undefined;
  readonly version: string;
  /** The built panel, whose pages for instances lie in it. */
  readonly panelDir: string;
}

/** A door's own: `instanceId` null for the fleet's. */
export interface ApiDoorPlan {
  readonly instanceId: string | null;
  /** It is for people on this machine, too: a page that sends files. A page holds no key. */
  readonly hasPage: boolean;
}

/** The instances that are behind a door. */
export function listBehind(
  { fleet }: Pick<ApiDoorPorts, 'fleet'>,
  { instanceId }: ApiDoorPlan,
): InstanceView[] {
  return fleet.list().filter(({ spec }) => instanceId === null || spec.id === instanceId);
}

export type ApiEnv = { Bindings: HttpBindings };
export type ApiContext = Context<ApiEnv>;
