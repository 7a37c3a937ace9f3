/**
 * core: what we decide. Pure functions: no I/O, no clock, no randomness; time comes in as an argument.
 * This file: the one error class of the house; anything else thrown is a bug and becomes `internal`.
 */
import type { Failure, FailureCode } from '../contract/failure.ts';

export type FailureDetail = Readonly<Record<string, string | number>>;

export class Failed extends Error {
  override readonly name = 'Failed';
  readonly code: FailureCode;
  readonly detail: FailureDetail | undefined;

  constructor(code: FailureCode, message: string, detail?: FailureDetail) {
    super(message);
    this.code = code;
    this.detail = detail;
  }

  toFailure(): Failure {
    return { code: this.code, message: this.message, ...(this.detail && { detail: this.detail }) };
  }
}

/** Any throwable as a failure the wire may carry. */
export function foldFailure(thrown: unknown): Failure {
  if (thrown instanceof Failed) return thrown.toFailure();
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
