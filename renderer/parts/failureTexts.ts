import type { Failure } from '../../electron/contract/failure.ts';
import type { Route } from '../state/route.ts';
import type { Texts } from '../texts/en.ts';
import { CallFailed } from '../wire/client.ts';
import { LinkLost } from '../wire/wire.ts';

const engines: Route = { room: 'settings', section: 'engines' };

/** A failure in the user's words: cause, what to do, and details to copy. */
export interface FailureTexts {
  readonly cause: string;
  readonly fix: string;
  readonly details: string;
  /** Where in the panel it is mended. */
  readonly place?: { readonly route: Route; readonly word: string };
}

export function renderFailure(failure: Failure, t: Texts): FailureTexts {
  const details = Object.entries(failure.detail ?? {}).map(([key, value]) => `${key}: ${value}`);
  return {
    ...t.failures[failure.code],
    details: [`${failure.code}: ${failure.message}`, ...details].join('\n'),
    ...(failure.code === 'engine-not-installed' && { place: { route: engines, word: t.engines.toEngines } }),
  };
}

/** Anything that a call may throw. */
export function renderThrown(thrown: unknown, t: Texts): FailureTexts {
  if (thrown instanceof CallFailed) return renderFailure(thrown.failure, t);
  if (thrown instanceof LinkLost) {
    return { cause: t.link.callLost, fix: t.link.callLostFix, details: thrown.message };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return renderFailure({ code: 'internal', message }, t);
}
