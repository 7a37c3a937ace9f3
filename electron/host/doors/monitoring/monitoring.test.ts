/** docs/monitoring as Grafana and Prometheus take it. That its queries ask for what is served is metrics.test's. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';

const dir = fileURLToPath(new URL('../../../../docs/monitoring', import.meta.url));

const place = z.object({ x: z.int(), y: z.int(), w: z.int().positive(), h: z.int().positive() });
const ofVariable = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const target = z.object({ refId: z.string(), expr: z.string(), datasource: ofVariable.optional() });
const panel = z.object({
  id: z.int().positive(),
  type: z.enum(['stat', 'timeseries', 'state-timeline']),
  title: z.string().min(1),
  gridPos: place,
  datasource: ofVariable,
  fieldConfig: z.object({
    defaults: z.object({ unit: z.enum(['short', 's', 'bytes', 'percentunit', 'reqps', 'celsius', 'watt']) }),
  }),
  targets: z.array(target).min(1),
});
const dashboard = z.object({
  uid: z.literal('paradeck'),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(panel).min(1),
});
type Place = z.infer<typeof place>;

function doOverlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

test('each panel of the dashboard has what it needs, in a place of its own', async () => {
  const { panels, templating } = dashboard.parse(
    JSON.parse(await readFile(join(dir, 'grafana.json'), 'utf8')),
  );
  expect(templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource' });
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const [at, { title, gridPos, targets }] of panels.entries()) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
    const over = panels.slice(0, at).filter((other) => doOverlap(other.gridPos, gridPos));
    expect(
      over.map((other) => other.title),
      title,
    ).toEqual([]);
  }
});

const hasPromtool = (await execa('promtool', ['--version'], { reject: false })).exitCode === 0;

test.for([
  ['the scrape configuration is Prometheus’ own', ['check', 'config', 'prometheus.yml']],
  ['each alert speaks when it should, and not before', ['test', 'rules', 'alerts.test.yml']],
] as const)('%s', async ([, args], { skip }) => {
  skip(!hasPromtool, 'no promtool here: apt install prometheus');
  const run = await execa('promtool', args, { cwd: dir, reject: false });
  expect(run.exitCode, run.stdout + run.stderr).toBe(0);
});
