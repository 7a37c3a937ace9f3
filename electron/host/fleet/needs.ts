/** How much of a card instances come to need, learned from their peaks: needs.json in the data home. */
import { join } from 'node:path';
import { z } from 'zod';
import { type Need, type NeedKey, findNeed, learnPeak } from '../../core/gpu/admission.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { Log } from '../ports.ts';

/** Peaks are kept in such steps, so that the file is not written for every page a worker takes. */
const STEP_MIB = 64;

const needsFile = z.strictObject({
  /** MiB by card name, model, precision and batchSizeS; grows and never shrinks. */
  peaks: z.record(z.string(), z.number().positive()),
});

export interface Needs {
  find(key: NeedKey, weightsMiB: number): Need;
  learn(key: NeedKey, peakMiB: number): void;
  /** Settles once everything learned is on the disk. */
  close(): Promise<void>;
}

export async function openNeeds({ home, log }: { readonly home: string; readonly log: Log }): Promise<Needs> {
  const path = join(home, 'needs.json');
  const file = await openJsonFile({ path, schema: needsFile, fallback: { peaks: {} } });
  if (file.problem !== null) log.warn(file.problem, { path });
  let peaks: ReadonlyMap<string, number> = new Map(Object.entries(file.get().peaks));
  let writing: Promise<void> = Promise.resolve();
  return {
    find: (key, weightsMiB) => findNeed(peaks, key, weightsMiB),
    learn: (key, peakMiB) => {
      const grown = learnPeak(peaks, key, Math.ceil(peakMiB / STEP_MIB) * STEP_MIB);
      if (grown === peaks) return;
      peaks = grown;
      writing = file.set({ peaks: Object.fromEntries(peaks) }).catch((thrown: unknown) => {
        log.warn('A need was learned and could not be written down', { thrown: String(thrown) });
      });
    },
    close: () => writing,
  };
}
