/** The one door into the host: every wire (IPC, HTTP, home socket) hands its requests to `serve` and nothing else. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Call, CallInput, CallName, CallOutput, CallParsed, Reply, Scope } from '../../contract/api.ts';
import { calls } from '../../contract/api.ts';
import type { Failure } from '../../contract/failure.ts';
import { Failed } from '../../core/failed.ts';
import type { Log } from '../ports.ts';

/** Who asks, as its wire found out; `who` is for the log. */
export interface Caller {
  readonly scopes: ReadonlySet<Scope>;
  readonly who: string;
  /** The key it signed in with; left out: none was asked for. */
  readonly keyName?: string | null;
}

/** One handler per row of the contract: the compiler names a missing one. */
export type Handlers = {
  readonly [N in CallName]: (input: CallParsed<N>, caller: Caller) => Promise<CallOutput<N>>;
};

/** Answers every request with a Reply; never throws. */
export type Serve = (name: string, raw: unknown, caller: Caller) => Promise<Reply>;

/** A browser behind the panel's door: it may not name paths of this machine. */
export const browserScopes: ReadonlySet<Scope> = new Set<Scope>(['read', 'operate']);
/** Who signed in to look only. */
export const readerScopes: ReadonlySet<Scope> = new Set<Scope>(['read']);
/** The user's own processes on this machine: the shell and whoever can open the home socket. */
export const localScopes: ReadonlySet<Scope> = new Set<Scope>(['read', 'operate', 'local']);

export function createServe(handlers: Handlers, log: Log): Serve {
  return async (name, raw, caller) => {
    try {
      if (!isCall(name)) throw new Failed('unknown-call', `there is no call named ${name}`, { name });
      const { scope, input } = calls[name];
      if (!caller.scopes.has(scope)) {
        throw new Failed('forbidden', `${name} needs the scope ${scope}`, { name, scope });
      }
      return { ok: true, value: await runHandler(handlers[name], parseInput(input, raw ?? {}), caller) };
    } catch (thrown) {
      return { ok: false, failure: foldThrown(thrown, { name, caller, log }) };
    }
  };
}

/** `serve` as the typed client every caller in this process uses; a failure is thrown as Failed. */
export function callOf(serve: Serve, caller: Caller): Call {
  return async <N extends CallName>(name: N, input: CallInput<N>) =>
    takeValue<CallOutput<N>>(await serve(name, input, caller));
}

/** The value of a reply; a failure is thrown. The host's own types vouch for the value. */
export function takeValue<T>(reply: Reply): T {
  if (reply.ok) return reply.value as T;
  const { code, message, detail } = reply.failure;
  throw new Failed(code, message, detail);
}

function isCall(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

// A name picks handler and input together; the mapped type has already tied the two.
function runHandler(handler: unknown, input: unknown, caller: Caller): Promise<unknown> {
  return (handler as (input: unknown, caller: Caller) => Promise<unknown>)(input, caller);
}

function parseInput(schema: z.ZodType, raw: unknown): unknown {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'input';
  throw new Failed('bad-request', `${field}: ${issue?.message ?? 'not valid'}`, { field });
}

/** What a caller may know: the failure itself, or for a bug only the id its details are logged under. */
function foldThrown(thrown: unknown, at: { name: string; caller: Caller; log: Log }): Failure {
  if (thrown instanceof Failed) return thrown.toFailure();
  const id = randomUUID().slice(0, 8);
  const details = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  at.log.error('a call broke', { id, call: at.name, who: at.caller.who, details });
  return {
    code: 'internal',
    message: `internal error ${id}: its details are in the host's log`,
    detail: { id },
  };
}
