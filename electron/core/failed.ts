/**
 * core: what we decide. Pure functions: no I/O, no clock, no randomness; time comes in as an argument.
 * This file: the one error class of the house; anything else thrown is a bug and becomes `internal`.
 */
import type { Failure, FailureCode } from '../contract/failure.ts';
import { secretShapes } from './diagnostics/secretShapes.ts';

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

  /** Whatever a caller put where it does not belong: no secret is said back. */
  toFailure(): Failure {
    const { code, message, detail } = this;
    const shown = Object.entries(detail ?? {}).map(([name, value]) => [name, hideSecrets(value)] as const);
    return { code, message: hideSecrets(message), ...(detail && { detail: Object.fromEntries(shown) }) };
  }
}

function hideSecrets<T extends string | number>(value: T): T | string {
  if (typeof value !== 'string') return value;
  return secretShapes.reduce<string>((text, shape) => text.replace(shape, '[redacted]'), value);
}

/** Any throwable as a failure the wire may carry. */
export function foldFailure(thrown: unknown): Failure {
  if (thrown instanceof Failed) return thrown.toFailure();
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
