/** Peaks of a waveform: the loudest sample of each stretch, as a drawing needs them. */
import { sampleRateHz } from '../../contract/workerMessages.ts';

/** A tenth of a second: short words stay apart, and twelve hours are half a million numbers. */
export const stretchSamples = sampleRateHz / 10;

const loudest = 32_768;

export interface PeakMeter {
  /** Samples in their order, in pieces of any length. */
  add(samples: Int16Array): void;
  /** One number, 0…1, a stretch; the last stretch may be shorter. */
  peaks(): number[];
}

export function createPeakMeter(): PeakMeter {
  const whole: number[] = [];
  let [peak, count] = [0, 0];
  return {
    add: (samples) => {
      for (const sample of samples) {
        const size = Math.abs(sample);
        if (size > peak) peak = size;
        count += 1;
        if (count < stretchSamples) continue;
        whole.push(peak / loudest);
        [peak, count] = [0, 0];
      }
    },
    peaks: () => (count > 0 ? [...whole, peak / loudest] : [...whole]),
  };
}

/** At most `most` numbers: the loudest of each run of neighbours, all runs equally long but the last. */
export function shrinkPeaks(peaks: readonly number[], most: number): number[] {
  const run = Math.max(1, Math.ceil(peaks.length / most));
  const shrunk: number[] = [];
  for (let from = 0; from < peaks.length; from += run) {
    shrunk.push(peaks.slice(from, from + run).reduce((a, b) => Math.max(a, b), 0));
  }
  return shrunk;
}
