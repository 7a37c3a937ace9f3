/** How fast a device is with a model and how large its batches may be: envelopes.json in the data home. */
import { join } from 'node:path';
import { z } from 'zod';
import type { BatchCap } from '../../core/schedule/batchCap.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { Closable, Log, Recogniser } from '../ports.ts';

/** Speed changes with every batch: it is written down so often at most; sooner what memory taught. */
const everyMs = { speed: 10_000, memory: 200 };

const envelope = z.strictObject({
  paddedS: z.number().positive(),
  speedX: z.number().positive(),
  goodInARow: z.int().nonnegative(),
  ranOutAt: z.number().nullable(),
  filling: z
    .strictObject({
      soundS: z.number().positive(),
      paddedS: z.number().positive(),
      roomS: z.number().positive(),
    })
    .nullable(),
});

/** By envelopeKey. */
const envelopesFile = z.strictObject({ envelopes: z.record(z.string(), envelope) });

export interface Envelopes extends Closable {
  find(key: string): BatchCap | undefined;
  learn(key: string, cap: BatchCap): void;
  /** Settles once everything learned is on the disk. */
  close(): Promise<void>;
}

/** Instances on one device with one model share what they learn. */
export function envelopeKey({ deviceKey, modelKey }: Pick<Recogniser, 'deviceKey' | 'modelKey'>): string {
  return `${deviceKey} ${modelKey}`;
}

export async function openEnvelopes(ports: { readonly home: string; readonly log: Log }): Promise<Envelopes> {
  const path = join(ports.home, 'envelopes.json');
  const file = await openJsonFile({ path, schema: envelopesFile, fallback: { envelopes: {} } });
  if (file.problem !== null) ports.log.warn(file.problem, { path });
  const known = new Map<string, BatchCap>(Object.entries(file.get().envelopes));
  let isWritten = true;
  let timer: NodeJS.Timeout | undefined;
  let dueMs = Infinity;
  let writing: Promise<void> = Promise.resolve();

  function write(): void {
    clearTimeout(timer);
    dueMs = Infinity;
    isWritten = true;
    writing = file.set({ envelopes: Object.fromEntries(known) }).catch((thrown: unknown) => {
      ports.log.warn('What was learned of batches could not be written down', { thrown: String(thrown) });
    });
  }
  function writeWithin(ms: number): void {
    isWritten = false;
    if (dueMs <= ms) return;
    clearTimeout(timer);
    dueMs = ms;
    timer = setTimeout(write, ms).unref();
  }
  return {
    find: (key) => known.get(key),
    learn(key, cap) {
      const before = known.get(key);
      known.set(key, cap);
      const isOfMemory = cap.ranOutAt !== (before?.ranOutAt ?? null);
      writeWithin(isOfMemory ? everyMs.memory : everyMs.speed);
    },
    close() {
      if (!isWritten) write();
      return writing;
    },
  };
}
