/** A failure as OpenAI's clients read it: status, type, message, param and code; our own code, cause and fix with it. */
import type { Failure } from '../../contract/failure.ts';
import { failureTextsProgram } from '../../contract/failureTextsProgram.ts';
import { findFailureText } from '../../contract/findFailureText.ts';
import type { Language } from '../../contract/language.ts';
import type { ApiErrorBody } from './apiSchemas.ts';
import { failureStatus } from './failureStatus.ts';

export interface ApiError {
  readonly status: number;
  readonly body: ApiErrorBody;
}

/** `status`: of a guard that has its own. */
export function toApiError(failure: Failure, language: Language, status?: number): ApiError {
  const { code, detail } = failure;
  // What is said of a file beyond its code is in English.
  const message = language === 'zh-CN' && code.startsWith('file-') ? '' : hidePaths(failure);
  const text = findFailureText(code, language, failureTextsProgram);
  const answered = status ?? failureStatus[code];
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
