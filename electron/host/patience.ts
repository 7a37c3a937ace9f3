/** For tests: how long what was promised may take. */
export const isTorture = process.env['PARADECK_TORTURE'] === '1';

/**
 * The promised milliseconds themselves under `npm run torture`; ten times that beside the other tests, where a busy
 * machine must refuse nobody.
 */
export function allowMs(promisedMs: number): number {
  return isTorture ? promisedMs : 10 * promisedMs;
}
