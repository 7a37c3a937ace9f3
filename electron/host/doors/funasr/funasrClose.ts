/** How a recording's end is told over a WebSocket, and what a frame brought. */
import type { RawData } from 'ws';
import { foldFailure } from '../../../core/failed.ts';
import { toApiError } from '../../../core/doors/apiError.ts';
import type { Language } from '../../../contract/language.ts';
import type { RequestOutcome } from '../monitoring/requestLog.ts';

/** RFC 6455 7.4.1. */
export const closeCodes = {
  normal: 1000,
  refused: 1008,
  tooLarge: 1009,
  broken: 1011,
  tryLater: 1013,
} as const;

/** Most bytes of a reason in a close frame. */
const reasonBytes = 123;

export function closeOf(thrown: unknown, language: Language): { code: number; reason: string } {
  const failure = foldFailure(thrown);
  const { status, body } = toApiError(failure, language);
  // What of a message was wrong says more than that one was.
  const reason = failure.code === 'bad-request' ? failure.message : body.error.message;
  return { code: closeCodeOf(status), reason: cutBytes(reason) };
}

export function outcomeOf(thrown: unknown): RequestOutcome {
  const { status, body } = toApiError(foldFailure(thrown), 'en');
  return { status, code: body.error.code };
}

export function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function closeCodeOf(status: number): number {
  if (status === 429 || status === 503) return closeCodes.tryLater;
  if (status === 413) return closeCodes.tooLarge;
  return status >= 500 ? closeCodes.broken : closeCodes.refused;
}

function cutBytes(text: string): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, reasonBytes - 3), { stream: true });
}
