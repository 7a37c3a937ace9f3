/** Which Pythons are asked to try which cards, and what their answer means. */
import { z } from 'zod';
import type { GpusView } from '../../contract/gpu.ts';
import type { InstanceSpec } from '../../contract/instance.ts';
import { parseAs } from '../parseAs.ts';
import type { CudaAnswer } from './prechecksFacts.ts';

export interface CudaAsk {
  readonly pythonPath: string;
  /** The instance whose own environment it is; null: the app's. */
  readonly instanceName: string | null;
  /** Variables of that instance's spec. */
  readonly env: InstanceSpec['env'];
  /** UUIDs of cards and slices, each to be tried in a process of its own; none: only torch is asked. */
  readonly uuids: readonly string[];
}

/** The app's own environment tries every healthy card; an instance's own tries the instance's. Made-up cards are tried by none. */
export function planCudaAsks(
  ownPython: string | null,
  specs: readonly InstanceSpec[],
  gpus: GpusView,
): CudaAsk[] {
  const healthy = gpus.isSimulated ? [] : gpus.cards.filter(({ reading }) => reading.health === 'good');
  const uuidOf = ({ device }: InstanceSpec): string[] =>
    device.kind === 'cpu' || gpus.isSimulated ? [] : [device.uuid];
  const present = new Set(
    healthy.flatMap(({ reading, slices }) => [reading.uuid, ...slices.map((s) => s.uuid)]),
  );
  const asks = new Map<string, CudaAsk>();
  if (ownPython !== null) {
    const slices = specs.filter(({ device }) => device.kind === 'mig').flatMap(uuidOf);
    const uuids = [...healthy.map(({ reading }) => reading.uuid), ...slices];
    asks.set(ownPython, { pythonPath: ownPython, instanceName: null, env: {}, uuids: [...new Set(uuids)] });
  }
  for (const spec of specs.filter(({ engine }) => engine === 'funasr')) {
    if (spec.pythonPath === null) continue;
    const before = asks.get(spec.pythonPath);
    const uuids = [...new Set([...(before?.uuids ?? []), ...uuidOf(spec)])].filter((uuid) =>
      present.has(uuid),
    );
    const first = before ?? { pythonPath: spec.pythonPath, instanceName: spec.name, env: spec.env };
    asks.set(spec.pythonPath, { ...first, uuids });
  }
  return [...asks.values()];
}

const answer = z.object({
  torch: z.string().nullable(),
  build: z.string().nullable(),
  problem: z.string().nullable(),
  isMissing: z.boolean(),
  actualUuid: z.string().nullable(),
  archs: z.array(z.string()),
  ms: z.number().nullable(),
});

/** The last line of stdout that is an answer; a program that died without one is a torch that cannot be loaded. */
export function parseCudaAnswer(stdout: string, lastWords: string): CudaAnswer {
  for (const line of stdout.trim().split('\n').toReversed()) {
    const parsed = parseAs(answer, line);
    if (parsed !== null) return parsed;
  }
  const nothing = { torch: null, build: null, isMissing: false, actualUuid: null, archs: [], ms: null };
  return { ...nothing, problem: lastWords };
}
