/** The HTTP status of a failure. Its code, which says more, is in the body. */
import type { FailureCode } from '../../../contract/failure.ts';

const statuses: Partial<Record<FailureCode, number>> = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'unknown-call': 404,
  'instance-not-found': 404,
  'job-not-found': 404,
  'transcript-not-found': 404,
  'model-not-found': 404,
  'transcript-edited': 409,
  'too-large': 413,
  busy: 429,
  internal: 500,
  'disk-full': 507,
};

/** 422 for what was understood and can't be done. */
export function statusOf(code: FailureCode): number {
  return statuses[code] ?? 422;
}
