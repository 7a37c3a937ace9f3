/** Sentences begun and not saved, where a page that ends leaves them: the next one goes on with them. */
import { z } from 'zod';
import { readKept, writeKept } from '../wire/kept.ts';
import type { Draft } from './desk.ts';

const place = 'paradeck.drafts';
const most = 20;
const stored = z.array(
  z.tuple([z.string(), z.object({ index: z.int(), nth: z.int(), base: z.string(), text: z.string() })]),
);

export function recallDraft(jobId: string): Draft | null {
  return read().find(([known]) => known === jobId)?.[1] ?? null;
}

/** null: there is none any more. */
export function keepDraft(jobId: string, draft: Draft | null): void {
  const known = read();
  const others = known.filter(([id]) => id !== jobId);
  if (draft === null && others.length === known.length) return;
  const kept = draft === null ? others : [...others, [jobId, draft]];
  writeKept(place, kept.slice(-most));
}

function read(): [string, Draft][] {
  return readKept(place, stored, []);
}
