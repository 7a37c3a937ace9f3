import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ModelRole } from '../../contract/model.ts';
import { settings } from '../../contract/settings.ts';
import { draftSpec } from '../../core/supervise/draftInstance.ts';
import { planFront, planRecogniser } from './planWorker.ts';
import type { PlanFacts } from './planWorker.ts';
import { sampleModels } from './sampleFleet.ts';

const opened: string[] = [];

afterEach(async () => {
  for (const dir of opened.splice(0)) await rm(dir, { recursive: true, force: true });
});

/** A home with one model of each role, each of just these files. */
async function openFacts(files: Partial<Record<ModelRole, readonly string[]>>): Promise<PlanFacts> {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-plan-'));
  opened.push(home);
  const models = sampleModels();
  const views = models.list().map((model) => ({ ...model, dir: join(home, model.role) }));
  for (const { role, dir } of views) {
    await mkdir(dir);
    for (const name of files[role] ?? []) await writeFile(join(dir, name), '');
  }
  return {
    home,
    models: { ...models, list: () => views, find: (id) => views.find((view) => view.id === id) },
    settings: { get: () => settings.parse({}), set: async () => settings.parse({}) },
    pythonOf: (engine) => `/env/${engine}/bin/python`,
    pythonDir: '/python',
  };
}

test.each([
  { vad: ['model.onnx', 'model.pt'], punc: ['model_quant.onnx'], engine: 'onnx' },
  { vad: ['model.pt'], punc: ['model.onnx', 'model.pt'], engine: 'funasr' },
  { vad: ['model.onnx', 'model.pt'], punc: ['model.pt'], engine: 'funasr' },
] as const)('fronts of $vad and $punc run on $engine', async ({ vad, punc, engine }) => {
  const { load, facts } = planFront(await openFacts({ vad, punc }), 'front', 1);
  expect(load.engine).toBe(engine);
  expect(facts.python).toBe(`/env/${engine}/bin/python`);
});

test('a recogniser is told its limits, its graphs and a clip to warm up on', async () => {
  const facts = await openFacts({ asr: ['warmup.wav'] });
  const draft = { name: 'one', engine: 'funasr', vramLimitMiB: 4096 } as const;
  const spec = draftSpec(draft, { id: 'a', modelId: 'demo-asr' }, []);
  const { load } = planRecogniser(facts, { ...spec, cudaGraphs: true }, 2);
  expect(load).toMatchObject({ engine: 'funasr', threads: 2, vramLimitMiB: 4096, cudaGraphs: true });
  expect(load.warmupClip).toBe(join(facts.home, 'asr', 'warmup.wav'));
  expect(planRecogniser(facts, spec, 2).load.cudaGraphs).toBe(false);
});
