/** For tests: a job and an instance as the host shows them, with what a test cares about. */
import type { InstanceView, Phase } from '../../contract/instance.ts';
import type { JobState, JobView } from '../../contract/job.ts';

export function sampleJob(
  id: string,
  state: JobState,
  { totalS = null, fraction = null }: { totalS?: number | null; fraction?: number | null } = {},
): JobView {
  return {
    ...{ id, name: `${id}.wav`, path: null, bytes: 1, target: { kind: 'fleet' }, state, waiting: null },
    ...{ failure: null, acceptedAt: 0, putFirstAt: null, startedAt: null, endedAt: null, ranOn: [] },
    ...{
      device: null,
      modelName: 'demo',
      isDemo: true,
      isSimulated: false,
      characters: 0,
      sameAs: null,
      troubles: [],
    },
    progress: {
      ...{ totalS, decodedS: 0, scannedS: 0, speechS: 0, recognisedS: 0, stage: 'recognise', fraction },
      ...{ speedX: null, etaS: null },
    },
  };
}

export function sampleInstance(name: string, phase: Phase, colour = 0): InstanceView {
  return {
    spec: {
      ...{ id: name, name, colour, device: { kind: 'cpu' }, engine: 'onnx', modelId: 'demo', env: {} },
      ...{ pythonPath: null, batchSizeS: 300, precision: 'auto', threads: null, vramLimitMiB: null },
      ...{ port: 6006, autoStart: true, restart: 'always' },
    },
    ...{ phase, cause: null, phaseSince: 0, retryAt: null, restarts: 0, pid: null, loading: null },
    ...{ precision: null, precisionNote: null, deviceName: null, threads: null, rssMiB: null, vram: null },
    ...{
      gpuUuid: null,
      speedX: null,
      filling: null,
      safeBatch: null,
      tuned: null,
      queuedS: 0,
      needsRestart: false,
      runId: null,
    },
  };
}
