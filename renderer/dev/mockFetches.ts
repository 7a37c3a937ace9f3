/** Made-up fetches of the mock host: one on its way, one that failed, and whatever is asked for. */
import type { ModelFetch, ModelHub } from '../../electron/contract/model.ts';
import type { Scene } from './mockScenes.ts';

const largeBytes = 889_000_000;

export function makeFetch(fullId: string, hub: ModelHub): ModelFetch {
  return {
    ...{ id: `${hub}/${fullId}`, fullId, hub, state: 'downloading', note: null },
    ...{ doneBytes: 0, totalBytes: largeBytes, speedBytesS: null, startedAt: Date.now(), endedAt: null },
    ...{ failure: null, modelId: null },
  };
}

export function makeFetches(scene: Scene): ModelFetch[] {
  if (scene === 'empty') return [];
  const paraformer = 'iic/speech_paraformer-large_asr_nat-zh-cn-16k-common-vocab8404-onnx';
  const message = 'nothing came from the hub for 120 s';
  return [
    { ...makeFetch(paraformer, 'modelscope'), doneBytes: 312_000_000, speedBytesS: 96_000 },
    {
      ...makeFetch('funasr/paraformer-zh', 'huggingface'),
      ...{ state: 'failed', doneBytes: 41_000_000, endedAt: Date.now() },
      failure: { code: 'fetch-too-slow', message, detail: { fullId: 'funasr/paraformer-zh' } },
    },
  ];
}
