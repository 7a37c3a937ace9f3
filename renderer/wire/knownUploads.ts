/** Uploads this browser began and has not ended, so that the same file dropped again goes on where it was. */
import { z } from 'zod';
import type { JobTarget } from '../../electron/contract/job.ts';
import { readKept, writeKept } from './kept.ts';

const place = 'paradeck.uploads';
const most = 100;
const stored = z.array(z.tuple([z.string(), z.string()]));

/** The same file for the same target, as far as a page can tell without reading it. */
export function fingerprintOf(file: File, target: JobTarget): string {
  return JSON.stringify([file.name, file.size, file.lastModified, target]);
}

export function recallUpload(fingerprint: string): string | null {
  return read().find(([known]) => known === fingerprint)?.[1] ?? null;
}

export function rememberUpload(fingerprint: string, id: string): void {
  write([...without(fingerprint), [fingerprint, id]]);
}

export function forgetUpload(fingerprint: string): void {
  write(without(fingerprint));
}

function without(fingerprint: string): [string, string][] {
  return read().filter(([known]) => known !== fingerprint);
}

function read(): [string, string][] {
  return readKept(place, stored, []);
}

/** A browser that keeps nothing begins such a file anew. */
function write(uploads: [string, string][]): void {
  writeKept(place, uploads.slice(-most));
}
