import { expect, it } from 'vitest';
import { durabilityOf } from './storeWrites.ts';
import { splitRecord } from './storeRecord.ts';
import type { JobPatch } from './storePort.ts';

const of = (patch: JobPatch) => durabilityOf('patchJob', ['j', splitRecord(patch)]);

it.each(['waiting', 'decoding', 'running'] as const)(
  'lets a power cut take the state %s, which the job comes to anew',
  (state) => {
    expect(of({ state, waiting: null })).toBe('NORMAL');
    expect(of({ state, isPaused: true })).toBe('FULL');
  },
);

it.each(['queued', 'paused', 'done', 'incomplete', 'skipped', 'failed', 'cancelled', 'quarantined'] as const)(
  'lets no power cut take the state %s',
  (state) => expect(of({ state })).toBe('FULL'),
);
