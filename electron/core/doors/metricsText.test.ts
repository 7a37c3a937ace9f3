import { expect, test } from 'vitest';
import type { InstanceView } from '../../contract/instance.ts';
import { renderMetrics } from './metricsText.ts';
import type { MetricsFacts } from './metricsText.ts';

const instance = (name: string, more: Partial<InstanceView>): InstanceView =>
  ({ spec: { id: `i-${name}`, name }, phase: 'ready', restarts: 2, queuedS: 3, ...more }) as InstanceView;
const unknown = { unknown: 'not-supported' };
const card = {
  reading: {
    uuid: 'GPU-1',
    index: 0,
    utilisationPercent: 50,
    temperatureC: unknown,
    powerW: 120,
    health: 'lost',
  },
  ledger: { usedMiB: 1024, totalMiB: unknown },
};
const facts: MetricsFacts = {
  version: '1.2.3',
  instances: [
    instance('one "1"\n\\', { speedX: 30, rssMiB: 1, vram: null, deviceName: 'CPU' }),
    instance('two', { speedX: null, rssMiB: null, vram: null, phase: 'failed', deviceName: null }),
  ],
  fronts: { wanted: 1, ready: 1, failed: null, rssMiB: null },
  gpus: { cards: [card] } as unknown as MetricsFacts['gpus'],
  counts: { active: 1, waiting: 2, done: 3, failed: 4 },
  load: { remainingS: 12.5 },
  figures: {
    requests: [{ route: '/v1/jobs', status: 202, count: 2, sumS: 0.3, buckets: [0, 1, 2] }],
    jobs: [{ state: 'done', count: 5, audioS: 60 }],
    jobTimes: [{ phase: 'queue', count: 1, sumS: 0.2, buckets: [0, 0, 1] }],
    audio: [
      { instanceId: 'i-two', audioS: 7 },
      { instanceId: 'i-removed', audioS: 8 },
    ],
    events: [
      { kind: 'oom', instanceId: 'i-two', count: 2 },
      { kind: 'card-lost', instanceId: null, count: 1 },
    ],
    troubles: [{ kind: 'oom', instanceId: 'i-two', count: 3 }],
  },
};

/** The text format 0.0.4 as its grammar has it: comments, and name{labels} value. */
function parseMetrics(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  expect(text.endsWith('\n')).toBe(true);
  for (const one of text.slice(0, -1).split('\n')) {
    const type = /^# TYPE (\S+) (gauge|counter|histogram)$/.exec(one);
    if (type?.[1] && type[2]) {
      expect(types.has(type[1]), `${type[1]} twice`).toBe(false);
      types.set(type[1], type[2]);
      continue;
    }
    if (/^# HELP \S+ ./.test(one)) continue;
    const sample = /^([a-z_]+)((?:\{(?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+\})?) (-?[\d.e+-]+)$/.exec(one);
    expect(sample, one).not.toBeNull();
    const name = sample?.[1] ?? '';
    expect(types.has(name) || types.has(name.replace(/_(bucket|sum|count)$/, '')), name).toBe(true);
    expect(samples.has(`${name}${sample?.[2]}`), one).toBe(false);
    samples.set(`${name}${sample?.[2]}`, Number(sample?.[3]));
  }
  return samples;
}

test('what is known stands in the format Prometheus reads', () => {
  const samples = parseMetrics(renderMetrics(facts));
  const one = 'instance="one \\"1\\"\\n\\\\",id="i-one \\"1\\"\\n\\\\",device="CPU"';
  const two = 'instance="two",id="i-two",device=""';
  expect(samples.get(`paradeck_instance_speed_ratio{${one}}`)).toBe(30);
  expect(samples.get(`paradeck_instance_resident_bytes{${one}}`)).toBe(1_048_576);
  expect(samples.get(`paradeck_instance_phase{${two},phase="failed"}`)).toBe(1);
  expect(samples.get(`paradeck_instance_phase{${two},phase="ready"}`)).toBe(0);
  expect(samples.get('paradeck_gpu_memory_used_bytes{uuid="GPU-1",index="0"}')).toBe(1024 ** 3);
  expect(samples.get('paradeck_gpu_healthy{uuid="GPU-1",index="0"}')).toBe(0);
  expect(samples.get('paradeck_queue_audio_seconds')).toBe(12.5);
  expect(samples.get('paradeck_audio_seconds_total{state="done"}')).toBe(60);
  expect(samples.get('paradeck_request_seconds_bucket{route="/v1/jobs",status="202",le="+Inf"}')).toBe(2);
  expect(samples.get('paradeck_instance_audio_seconds_total{instance="two",id="i-two"}')).toBe(7);
  expect(samples.get('paradeck_events_total{instance="two",id="i-two",kind="oom"}')).toBe(2);
  expect(samples.get('paradeck_events_total{instance="",id="",kind="card-lost"}')).toBe(1);
  expect(samples.get('paradeck_batch_troubles_total{instance="two",id="i-two",kind="oom"}')).toBe(3);
  expect(samples.get('paradeck_job_seconds_bucket{phase="queue",le="0.25"}')).toBe(1);
  // What has not happened yet is known to be none.
  expect(samples.get(`paradeck_events_total{${one.replace(/,device.*/, '')},kind="oom"}`)).toBe(0);
  expect(samples.get('paradeck_batch_troubles_total{instance="two",id="i-two",kind="died"}')).toBe(0);
  expect(samples.get('paradeck_jobs_ended_total{state="failed"}')).toBe(0);
  expect([...samples.keys()].filter((name) => name.includes('i-removed'))).toEqual([]);
});

test('what nobody knows has no line, and never 0', () => {
  const names = [...parseMetrics(renderMetrics(facts)).keys()];
  const absent = [
    'speed_ratio{instance="two"',
    'resident_bytes{instance="two"',
    'gpu_temperature',
    'gpu_memory_total',
  ];
  for (const part of absent) expect(names.filter((name) => name.includes(part))).toEqual([]);
});
