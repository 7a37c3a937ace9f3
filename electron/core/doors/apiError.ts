/** A failure as OpenAI's clients read it: status, type, message, param and code; our own code, cause and fix with it. */
import type { Failure, FailureCode } from '../../contract/failure.ts';
import { findApiText } from './apiFailureTexts.ts';
import type { ApiLanguage } from './apiFailureTexts.ts';
import type { ApiErrorBody } from './apiSchemas.ts';

export interface ApiError {
  readonly status: number;
  readonly body: ApiErrorBody;
}

/** 400 for the rest: the file's own fault. */
const statuses: Partial<Record<FailureCode, number>> = {
  unauthorised: 401,
  forbidden: 403,
  'unknown-call': 404,
  'job-not-found': 404,
  'transcript-not-found': 404,
  'model-not-found': 404,
  'instance-not-found': 404,
  'job-not-finished': 409,
  'transcript-edited': 409,
  'job-cancelled': 409,
  'too-large': 413,
  'coverage-incomplete': 422,
  'worker-died': 422,
  busy: 429,
  'worker-failed': 500,
  'decoder-missing': 500,
  internal: 500,
  'instance-unavailable': 503,
  'host-closing': 503,
  'disk-full': 507,
};

/** `status`: of a guard that has its own. */
export function toApiError(failure: Failure, language: ApiLanguage, status?: number): ApiError {
  const { code, detail } = failure;
  // What is said of a file beyond its code is in English.
  const message = language === 'zh-CN' && code.startsWith('file-') ? '' : hidePaths(failure);
  const text = findApiText(code, language);
  const answered = status ?? statuses[code] ?? 400;
  const param = detail?.['field'];
  return {
    status: answered,
    body: {
      error: {
        message: message === '' ? text.cause : `${text.cause} (${message})`,
        type: typeOf(answered),
        param: typeof param === 'string' ? param : null,
        code,
        fix: text.fix,
        ...(detail && { detail: pickDetail(detail) }),
      },
    },
  };
}

/** Paths of this machine are nobody's business who only sends a file. */
function hidePaths({ message, detail }: Failure): string {
  const path = detail?.['path'];
  const named = typeof path === 'string' && path !== '' ? message.replaceAll(path, 'the file') : message;
  return named.replace(/(?:[A-Za-z]:)?(?:[\\/][^\s\\/:;,'"()]+){2,}/g, '…');
}

/** What a program may use; the rest names paths and programs of the host. */
const shownDetail: ReadonlySet<string> = new Set([
  ...['id', 'state', 'field', 'models', 'limitBytes', 'retryAfterS', 'longestH', 'words', 'characters'],
  ...['missingMs', 'durationMs', 'holes', 'firstHoleMs', 'deaths', 'segments', 'fromMs', 'toMs'],
]);

function pickDetail(detail: NonNullable<Failure['detail']>): NonNullable<Failure['detail']> {
  return Object.fromEntries(Object.entries(detail).filter(([name]) => shownDetail.has(name)));
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
