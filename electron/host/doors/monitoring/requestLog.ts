/** What the doors answered: the last ones in memory, more of them as JSON lines in logs/requests.log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { JobView } from '../../../contract/job.ts';
import type { RequestView } from '../../../contract/request.ts';
import { foldPhases } from '../../../core/doors/requestPhases.ts';
import type { CappedFile } from '../../home/cappedFile.ts';
import type { Jobs } from '../../jobs/jobsInterface.ts';
import type { Clock } from '../../ports.ts';
import { jobOfPath, nameRoute } from '../api/apiRoutes.ts';
import type { DoorCounters } from './doorFigures.ts';
import { codeHeader } from '../api/errorCode.ts';
import { bearerOf } from '../api/keyUse.ts';
import { pathOf } from '../requestPath.ts';
import { createRequestRows } from './requestRows.ts';

export type RequestOutcome = Pick<RequestView, 'status'> & Partial<Pick<RequestView, 'code' | 'jobId'>>;

export interface RequestLog {
  /** Newest first. */
  recent(): readonly RequestView[];
  /** Notes its answer once its last byte is out, or its reader has gone. */
  watch(request: IncomingMessage, response: ServerResponse, instanceId: string | null): void;
  /** Begins one that is no request of HTTP's: a recording over a socket. The function that comes back ends it, once. */
  begin(request: IncomingMessage, instanceId: string | null): (outcome: RequestOutcome) => void;
}

export interface RequestLogPorts {
  readonly jobs: Pick<Jobs, 'get'>;
  readonly counters: Pick<DoorCounters, 'note'>;
  readonly clock: Clock;
  readonly file: Pick<CappedFile, 'write'>;
}

export function createRequestLog(ports: RequestLogPorts): RequestLog {
  const rows = createRequestRows(ports.file);
  let count = 0;
  const start = (request: IncomingMessage, named: Pick<RequestView, 'instanceId' | 'method' | 'route'>) => {
    const beganAt = ports.clock.now();
    const began = performance.now();
    return ({ status, code = null, jobId = null }: RequestOutcome): void => {
      const totalMs = Math.round(performance.now() - began);
      ports.counters.note(named.route, status, totalMs / 1000);
      count += 1;
      const keyName = bearerOf(request)?.name ?? null;
      const view = { id: count, at: beganAt, ...named, status, code, keyName, jobId, totalMs, times: 1 };
      const add = (job: JobView | null): void =>
        rows.add({ ...view, ...foldPhases({ beganAt, endedAt: beganAt + totalMs }, job) });
      if (jobId === null) return add(null);
      void ports.jobs.get(jobId).then(add, () => add(null));
    };
  };
  return {
    recent: rows.recent,
    watch: (request, response, instanceId) => {
      const path = pathOf(request);
      const method = request.method ?? '';
      const end = start(request, { instanceId, method, route: nameRoute(path) });
      response.once('close', () => {
        const made = response.getHeader('X-Request-Id');
        const asked = response.statusCode < 400 ? jobOfPath(path) : null;
        const jobId = typeof made === 'string' ? made : asked;
        const code = response.getHeader(codeHeader);
        end({ status: response.statusCode, jobId, code: typeof code === 'string' ? code : null });
      });
    },
    begin: (request, instanceId) => start(request, { instanceId, method: 'WS', route: 'funasr' }),
  };
}
