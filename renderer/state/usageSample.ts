import type { UsageSample } from '../../electron/contract/machine.ts';

/** For tests: a box without cards whose memory in use is the moment itself. */
export function makeSample(at: number): UsageSample {
  return {
    at,
    ramUsedMiB: at,
    ramTotalMiB: null,
    hostRssMiB: null,
    frontsRssMiB: null,
    instances: [],
    cards: [],
  };
}
