import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Diagnostics } from '../../contract/diagnostics.ts';
import { settings } from '../../contract/settings.ts';
import { Failed } from '../../core/failed.ts';
import { draftSpec } from '../../core/supervise/draftInstance.ts';
import { callOf, localScopes } from '../doors/serve.ts';
import { openHost } from '../host.ts';
import { openStore } from '../store/store.ts';
import { quietLog, sampleClock, sampleJob, sampleTranscript } from '../store/storeSample.ts';
import { makeTrialRoot } from '../trialRoot.ts';
import type { TrialRoot } from '../trialRoot.ts';
import { diagnoseAlone } from './diagnosticsAlone.ts';

/** Seeded wherever a home keeps something of the user's; none may be anywhere in a bundle. */
const canaries = {
  fileName: 'Quartalsgespräch Nordwind 7.m4a',
  folder: 'Geheimarchiv',
  mediaFolder: 'Mandantenakten',
  chineseName: '董事会纪要',
  chineseText: '张老师说收购价格不能公开',
  englishText: 'the purchase price stays between us',
  instance: 'Brunhilde’s card',
  keyName: 'partner-lighthouse',
  secret: `pdk-${'Zq9_'.repeat(10)}abc`,
  token: 'hf_CanaryCanaryCanary',
  password: 'hunter2canary',
  hotword: 'Falkenstein',
  email: 'brunhilde@nordwind.example',
} as const;

/** Revoked: its name stands in no file but the log of requests. */
const goneKey = 'former-harbour';

let trial: TrialRoot;
beforeEach(async () => {
  trial = await makeTrialRoot();
  vi.stubEnv('PARADECK_ENVS', trial.envs);
  await seedHome(trial.home);
});
afterEach(async () => {
  await trial.close();
  vi.unstubAllEnvs();
});

async function seedHome(home: string): Promise<void> {
  const { fileName, folder, mediaFolder, instance, keyName, token, password, hotword } = canaries;
  await mkdir(join(home, 'logs', 'ab12'), { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(home, name), JSON.stringify(value));
  await json('settings.json', {
    ...settings.parse({}),
    ...{ hotwords: [hotword], saveTo: { kind: 'folder', dir: `/srv/${folder}` }, spoolGiB: 7 },
    ...{
      torchIndex: `https://brunhilde:${password}@mirror.nordwind.example/whl`,
      ffmpegPath: `/srv/${folder}/ffmpeg`,
    },
    mediaFolders: [`/srv/${mediaFolder}`],
  });
  await json('keys.json', [
    {
      id: 'k1',
      name: keyName,
      createdAt: 1,
      scopes: [],
      limits: null,
      lastUsedAt: null,
      hash: 'f'.repeat(64),
    },
  ]);
  const spec = draftSpec({ name: instance, env: { HF_TOKEN: token } }, { id: 'ab12', modelId: 'demo' }, []);
  await json('instances.json', { instances: [spec], running: [] });
  const store = await openStore({ path: join(home, 'paradeck.db'), log: quietLog, clock: sampleClock });
  const path = `/media/${folder}/${fileName}`;
  const failure = new Failed('file-unreadable', path, { path }).toFailure();
  const troubles = [
    { at: 5, instanceId: 'ab12', kind: 'oom' as const, paddedS: 40, segments: 3, next: 'half' as const },
  ];
  const job = { name: fileName, path, troubles, failure, options: { hotwords: [hotword] } };
  await store.acceptJob(sampleJob({ id: 'j1', ...job, state: 'incomplete', endedAt: 9, characters: 20 }));
  const text = `${canaries.chineseText}。${canaries.englishText}.`;
  await store.finishJob('j1', {}, { ...sampleTranscript('j1', text), name: fileName });
  await store.close();
  await seedLogs(home);
}

async function seedLogs(home: string): Promise<void> {
  const lines = Object.values(canaries).map(
    (canary) => `worker met ${canary} in /media/${canaries.folder}/x y.wav`,
  );
  const worker = [
    ...lines,
    'CUDA out of memory: tried to allocate 2.00 GiB',
    `under ${homedir()}/Desktop/list.txt`,
  ];
  const stamp = '2026-01-01T00:00:00.000Z';
  const run = join(home, 'logs', 'ab12', `20260101-000000-1.0.log`);
  await writeFile(run, worker.map((line) => `${stamp} ${line}\n`).join(''));
  const entries = lines.map((line) =>
    JSON.stringify({ level: 30, msg: line, path: `/media/${canaries.folder}/a` }),
  );
  await appendFile(
    join(home, 'logs', 'host.log'),
    `${entries.join('\n')}\nhalf a line, ${canaries.fileName}\n`,
  );
  const requests = [canaries.keyName, goneKey].map((keyName) =>
    JSON.stringify({
      id: 1,
      at: stamp,
      method: 'POST',
      route: '/v1/audio/transcriptions',
      status: 200,
      keyName,
    }),
  );
  await writeFile(
    join(home, 'logs', 'requests.log'),
    `${requests.join('\n')}\n{"route":"/healthz","keyName":"${goneKey}`,
  );
}

function unpack({ zipBase64 }: Diagnostics): ReadonlyMap<string, string> {
  const files = unzipSync(Buffer.from(zipBase64, 'base64'));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

function expectNothingPrivate(made: Diagnostics): void {
  const all = [...unpack(made)].flat().join('\n');
  const { fileName, instance, chineseText, englishText, ...rest } = canaries;
  const pieces = [
    goneKey,
    'Quartalsgespräch',
    'Nordwind',
    'Brunhilde',
    '收购价格',
    'purchase price',
    homedir(),
    trial.home,
  ];
  for (const canary of [fileName, instance, chineseText, englishText, ...Object.values(rest), ...pieces]) {
    expect(all.toLowerCase().includes(canary.toLowerCase()), canary).toBe(false);
  }
}

function expectUseful(made: Diagnostics): void {
  const files = unpack(made);
  expect([...files.keys()].slice(0, 7)).toEqual([
    ...['READ-ME.txt', 'checks.json', 'versions.json', 'settings.json', 'instances.json'],
    ...['envelopes.json', 'jobs.json'],
  ]);
  const read = (name: string): unknown => JSON.parse(files.get(name) ?? '');
  expect(read('checks.json')).toMatchObject({ findings: expect.arrayContaining([]) as unknown });
  expect(read('settings.json')).toMatchObject({
    ...{ spoolGiB: 7, hotwords: '1 set', torchIndex: 'set', saveTo: { kind: 'folder', dir: 'set' } },
  });
  expect(read('instances.json')).toMatchObject([{ spec: { id: 'ab12', engine: 'onnx', env: ['HF_TOKEN'] } }]);
  expect(read('jobs.json')).toMatchObject([
    { id: 'j1', state: 'incomplete', failure: 'file-unreadable', troubles: [{ kind: 'oom', next: 'half' }] },
  ]);
  const worker = files.get('logs/ab12/20260101-000000-1.log');
  expect(worker).toContain('CUDA out of memory: tried to allocate 2.00 GiB');
  expect(worker).toContain('worker met [name] in [path]');
  expect(files.get('logs/host.log')).toContain('"level":30');
  const [first = ''] = (files.get('logs/requests.log') ?? '').split('\n');
  expect(JSON.parse(first)).toMatchObject({ route: '/v1/audio/transcriptions', status: 200, keyName: 'set' });
  expect(made.files.map(({ name }) => name)).toEqual([...files.keys()].slice(1));
}

it('holds what helps and nothing of the user’s, with no host; and changes nothing in the home', async () => {
  const before = await readdir(trial.home);
  const made = await diagnoseAlone(trial);
  expectNothingPrivate(made);
  expectUseful(made);
  const left = (await readdir(trial.home)).filter((name) => !/-(wal|shm)$/.test(name));
  expect(left).toEqual(before.filter((name) => !/-(wal|shm)$/.test(name)));
}, 60_000);

it('holds the same and what goes on now, from a running host', async () => {
  const { home, root } = trial;
  const host = await openHost({ home, root, shell: 'headless', startsWorkers: false });
  try {
    const made = await callOf(host.serve, { scopes: localScopes, who: 'test' })('host.diagnostics', {});
    expectNothingPrivate(made);
    expectUseful(made);
    expect(JSON.parse(unpack(made).get('instances.json') ?? '')).toMatchObject([
      { phase: 'stopped', cause: null },
    ]);
  } finally {
    await host.close();
  }
}, 60_000);

it('says nothing of a journal it cannot read, and makes the rest', async () => {
  await writeFile(join(trial.home, 'paradeck.db'), 'this is no database '.repeat(500));
  const files = unpack(await diagnoseAlone(trial));
  expect(JSON.parse(files.get('jobs.json') ?? '')).toEqual([]);
  expect(files.has('checks.json')).toBe(true);
}, 60_000);
