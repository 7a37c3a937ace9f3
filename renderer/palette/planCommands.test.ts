import { expect, it } from 'vitest';
import { MockHost } from '../dev/mockHost.ts';
import type { HostState } from '../state/hostState.ts';
import { en } from '../texts/en.ts';
import { zhCN } from '../texts/zhCN.ts';
import { findCommands, isLooking, planCommands } from './planCommands.ts';

const answer = new MockHost('busy').serve('host.snapshot', {}) as { value: HostState };
const state = answer.value;
const commands = planCommands(state, en);
const labels = commands.map(({ label }) => label);

it('has every room, instance and job, and each command once', () => {
  expect(labels).toEqual(expect.arrayContaining(['Go to Fleet', 'Go to Settings', 'Theme: Dark']));
  for (const { spec } of state.instances) expect(labels).toContain(`Go to ${spec.name}`);
  for (const { id } of state.jobs) expect(commands.map((one) => one.id)).toContain(`job ${id}`);
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
});

it('offers of an instance what its phase allows', () => {
  const [instance] = state.instances;
  if (!instance) throw new Error('the busy box has instances');
  const kinds = (phase: 'ready' | 'stopped') =>
    planCommands({ ...state, instances: [{ ...instance, phase }], jobs: [] }, en)
      .map(({ deed }) => deed.kind)
      .filter((kind) => ['start', 'stop', 'restart'].includes(kind));
  expect(kinds('ready')).toEqual(['restart', 'stop']);
  expect(kinds('stopped')).toEqual(['start']);
});

it('pauses what runs and resumes what is paused, and neither where there is nothing', () => {
  const [job] = state.jobs;
  if (!job) throw new Error('the busy box has jobs');
  const kinds = (jobs: HostState['jobs']) => planCommands({ ...state, jobs }, en).map(({ id }) => id);
  expect(kinds([])).not.toContain('pauseAll');
  expect(kinds([{ ...job, state: 'queued' }])).toContain('pauseAll');
  expect(kinds([{ ...job, state: 'paused' }])).toEqual(expect.arrayContaining(['resumeAll']));
  expect(kinds([{ ...job, state: 'paused' }])).not.toContain('pauseAll');
});

it('leads from a job to its transcript, else to where it waits', () => {
  const [job] = state.jobs;
  if (!job) throw new Error('the busy box has jobs');
  const routeOf = (change: Partial<typeof job>) =>
    planCommands({ ...state, jobs: [{ ...job, ...change }] }, en).find(({ group }) => group === 'jobs')?.deed;
  expect(routeOf({ state: 'done' })).toMatchObject({ route: { room: 'transcripts', jobId: job.id } });
  const target = { kind: 'instance', instanceId: 'a1' } as const;
  expect(routeOf({ state: 'waiting', target })).toMatchObject({ route: { room: 'instance', id: 'a1' } });
  expect(routeOf({ state: 'queued', target: { kind: 'fleet' } })).toMatchObject({ route: { room: 'fleet' } });
});

it('is searched by words, in both languages, with the transcripts last', () => {
  const chinese = planCommands(state, zhCN);
  expect(findCommands(chinese, '  ', zhCN)).toEqual(chinese);
  expect(findCommands(chinese, '前往 设置', zhCN).map(({ label }) => label)).toEqual([
    '前往 设置',
    '在转写稿中搜索“前往 设置”',
  ]);
  expect(findCommands(commands, 'dark THEME', en)[0]).toMatchObject({ id: 'theme dark' });
  expect(findCommands(commands, ' 成都 ', en).at(-1)).toMatchObject({ deed: { route: { query: '成都' } } });
});

it('leaves to those who only look what changes nothing', () => {
  const left = commands.filter(isLooking).map(({ deed }) => deed.kind);
  expect(new Set(left)).toEqual(new Set(['go', 'help']));
});
