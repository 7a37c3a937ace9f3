import { calls, type Call, type CallName, type CallOutput } from '../../electron/contract/api.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Wire } from './wire.ts';

/** The host answered with a failure; texts for its code are in the dictionaries. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Calls over a wire; rejects with CallFailed or LinkLost. */
export function createCall(wire: Wire): Call {
  return async (name, input) => {
    const reply = await wire.send(name, input);
    if (!reply.ok) throw new CallFailed(reply.failure);
    return readOutput(name, reply.value);
  };
}

// The compiler cannot follow a name through the table of calls; the schema of that very row checks the value.
function readOutput<N extends CallName>(name: N, value: unknown) {
  return calls[name].output.parse(value) as CallOutput<N>;
}
