/** Which window of a file is looked through for speech next. */
import { sampleRateHz } from '../../contract/workerMessages.ts';

/** Windows lie on the file's own grid: FunASR's detector works in chunks of 60 s. */
export const windowSamples = 60 * sampleRateHz;

export interface ScanWindow {
  readonly fromSample: number;
  readonly toSample: number;
  readonly last: boolean;
}

/**
 * null: wait for more. Whole windows are never the last, so that where a window is sent does not depend on how fast
 * decoding was; a file of whole minutes is closed by an empty one. `totalSamples` is null until decoding has ended.
 */
export function planWindow(at: {
  readonly scannedSamples: number;
  readonly decodedSamples: number;
  readonly totalSamples: number | null;
}): ScanWindow | null {
  const { scannedSamples: fromSample, totalSamples } = at;
  if (at.decodedSamples - fromSample >= windowSamples) {
    return { fromSample, toSample: fromSample + windowSamples, last: false };
  }
  const isWhole = totalSamples !== null && at.decodedSamples >= totalSamples;
  return isWhole ? { fromSample, toSample: totalSamples, last: true } : null;
}
