/** What /metrics serves is read by Prometheus' own parser, and is all that dashboard and alerts ask for. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { GpusView } from '../../../contract/gpu.ts';
import { openEnvironments } from '../../box/environments.ts';
import { openTrialApiDoor } from '../api/apiDoorTrials.ts';
import type { TrialApiDoor } from '../api/apiDoorTrials.ts';
import { noCards, sampleInstance, sampleJob } from '../standIns.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const card = {
  reading: {
    ...{ uuid: 'GPU-1', index: 0, utilisationPercent: 50, temperatureC: 60, powerW: 120, health: 'good' },
  },
  ledger: { usedMiB: 1024, totalMiB: 2048 },
} as unknown as GpusView['cards'][number];
const instance = {
  ...sampleInstance,
  ...{
    filling: { fill: 0.9, padding: 0.1 },
    safeBatch: { seconds: 60, since: 1 },
    vram: { memoryMiB: 512 } as never,
  },
};

const parser = `
import json, sys
from prometheus_client.parser import text_string_to_metric_families
print(json.dumps([[s.name, s.labels, s.value, f.type] for f in text_string_to_metric_families(sys.stdin.read()) for s in f.samples]))
`;
type Sample = [name: string, labels: Record<string, string>, value: number, type: string];

let trial: TrialApiDoor;
let samples: readonly Sample[];
beforeAll(async () => {
  trial = await openTrialApiDoor({ instances: [instance], gpus: { ...noCards, cards: [card] } });
  const { emit } = trial;
  const trouble = {
    at: 1,
    instanceId: 'i-1',
    kind: 'oom' as const,
    paddedS: 1,
    segments: 1,
    next: 'half' as const,
  };
  const job = { ...sampleJob, troubles: [trouble] };
  emit({ type: 'fleet.marked', mark: { at: 1, kind: 'oom', instanceId: 'i-1', gpuUuid: null } });
  const segment = { index: 0, fromMs: 0, toMs: 1500, text: 'a', instanceId: 'i-1', isRecognised: true };
  emit({
    ...{ type: 'segments.recognised', jobId: 'j-1', segments: [segment] },
    ...{ punctuatedText: 'a', punctuatedSegments: 1 },
  });
  // A job is told of once more when its text is corrected.
  emit({ type: 'job.changed', job });
  emit({ type: 'job.changed', job });
  await trial.ask({ path: '/healthz' });
  await vi.waitFor(() => expect(trial.requestLog.recent()).toHaveLength(1));
  const { text, headers } = await trial.ask({ path: '/metrics' });
  expect(headers['content-type']).toContain('version=0.0.4');
  const python = await openEnvironments(root).make('dev', () => undefined);
  const { stdout } = await execa(python, ['-c', parser], { input: text });
  samples = JSON.parse(stdout) as Sample[];
});
afterAll(() => trial.close());

function find(name: string, labels: Record<string, string> = {}): number | undefined {
  return samples.find(
    ([one, own]) => one === name && Object.entries(labels).every(([key, value]) => own[key] === value),
  )?.[2];
}

test('Prometheus’ parser reads every figure with its labels, each once', () => {
  expect(find('paradeck_instance_phase', { instance: 'one', phase: 'ready' })).toBe(1);
  expect(find('paradeck_instance_audio_seconds_total', { id: 'i-1' })).toBe(1.5);
  expect(find('paradeck_events_total', { id: 'i-1', kind: 'oom' })).toBe(1);
  expect(find('paradeck_batch_troubles_total', { id: 'i-1', kind: 'oom' })).toBe(1);
  expect(find('paradeck_jobs_ended_total', { state: 'done' })).toBe(1);
  expect(find('paradeck_job_seconds_count', { phase: 'work' })).toBe(1);
  expect(find('paradeck_request_seconds_bucket', { route: '/healthz', status: '200', le: '+Inf' })).toBe(1);
  expect(find('paradeck_gpu_memory_used_bytes', { uuid: 'GPU-1' })).toBe(1024 ** 3);
  const types = new Set(samples.map(([, , , type]) => type));
  expect([...types].sort()).toEqual(['counter', 'gauge', 'histogram']);
  const series = samples.map(([name, labels]) => JSON.stringify([name, labels]));
  expect(new Set(series).size).toBe(series.length);
});

/** Prometheus adds these to what a host serves. */
const added = new Set(['up', 'job', 'instance']);

test.each([
  ['the dashboard', 'grafana.json', listPanelQueries],
  ['the alerts', 'alerts.yml', listAlertQueries],
])('%s: every query asks for figures and labels that are served', async (_what, file, list) => {
  const queries = list(await readFile(join(root, 'docs', 'monitoring', file), 'utf8'));
  expect(queries.length).toBeGreaterThan(9);
  for (const query of queries) {
    const names = [...query.matchAll(/\b(paradeck_\w+)(?:\{([^}]*)\})?/g)];
    expect(names.length + Number(query.startsWith('up{')), query).toBeGreaterThan(0);
    for (const [, name = '', selector = ''] of names) {
      const own = samples.filter(([one]) => one === name);
      expect(own.length, `${name} in ${query}`).toBeGreaterThan(0);
      const labels = new Set([...own.flatMap(([, each]) => Object.keys(each)), ...added]);
      const asked = [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label);
      const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/, */));
      for (const label of [...asked, ...grouped])
        expect([...labels], `${label} in ${query}`).toContain(label);
    }
  }
});

function listPanelQueries(text: string): readonly string[] {
  const { panels } = JSON.parse(text) as { panels: { targets: { expr: string }[] }[] };
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

function listAlertQueries(text: string): readonly string[] {
  const { groups } = parse(text) as { groups: { rules: { expr: string }[] }[] };
  return groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
}
