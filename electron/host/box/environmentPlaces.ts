/** Where the Python environments are: one folder per lock, shared by every home. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  listTorchBuilds,
  parseTorchVersion,
  planLock,
  plainBuild,
  torchRequirementOf,
} from '../../core/box/torchBuilds.ts';
import { parseAs } from '../../core/parseAs.ts';

/**
 * A set of pinned packages under python/requirements. `ffmpeg` only carries a decoder for boxes without one, `hub` the
 * hubs' clients for whoever fetches a model, `server` what a benchmark lays over `oracle`.
 */
export type EnvironmentName = 'onnx' | 'funasr' | 'ffmpeg' | 'hub' | 'dev' | 'oracle' | 'server' | 'clients';

export interface EnvironmentPlace {
  readonly name: EnvironmentName;
  /** The lock with the build of torch it was made for. */
  readonly lock: string;
  readonly dir: string;
}

/** What a whole environment's file `complete` tells; older ones hold no more than a date. */
const completion = z.object({
  /** ms since the epoch: of several the newest is in use. */
  at: z.number(),
  /** Size on disk. */
  bytes: z.number().nullable(),
  versions: z.array(z.object({ name: z.string(), version: z.string() })),
});

export type Completion = z.infer<typeof completion>;

/** Reads the lock of a set. */
export function readLock(root: string, name: EnvironmentName): string {
  return readFileSync(requirementsOf(root, name), 'utf8');
}

export function requirementsOf(root: string, name: EnvironmentName | 'pip'): string {
  return join(root, 'python', 'requirements', `${name}.txt`);
}

/** `torch`: the requirement in place of the lock's own. */
export function placeIn(
  { root, base }: { root: string; base: string },
  name: EnvironmentName,
  torch: string | null = null,
): EnvironmentPlace {
  const own = readLock(root, name);
  const lock = torch === null ? own : planLock(own, torch);
  const hash = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`);
  return { name, lock, dir: join(base, `${name}-${hash.digest('hex').slice(0, 12)}`) };
}

/** Every place a set can be in: with torch one per build of it, the lock's own first. */
export function listPlaces(at: { root: string; base: string }, name: EnvironmentName): EnvironmentPlace[] {
  const version = name === 'funasr' ? parseTorchVersion(readLock(at.root, name)) : null;
  if (version === null) return [placeIn(at, name)];
  const { platform, arch } = process;
  const { cuda, cpu } = listTorchBuilds({ platform, arch }) ?? { cuda: [], cpu: plainBuild };
  const ids = new Set([plainBuild, ...cuda, cpu].map(({ id }) => id));
  return [...ids].map((id) => placeIn(at, name, torchRequirementOf(id, version)));
}

export function interpreterIn(dir: string): string {
  return process.platform === 'win32' ? join(dir, 'Scripts', 'python.exe') : join(dir, 'bin', 'python');
}

/** null: not whole. */
export function readCompletion(dir: string): Completion | null {
  const path = join(dir, 'complete');
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const old = { at: Date.parse(text.trim()) || 0, bytes: null, versions: [] };
  return parseAs(completion, text) ?? old;
}
