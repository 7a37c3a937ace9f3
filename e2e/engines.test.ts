import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { sampleCard, sampleGpus } from '../electron/core/box/sampleFacts.ts';
import { funasrWheel, makeEnginesBox, makeWheels, openEnginesTrial, run, wheelOf } from './enginesTrial.ts';
import type { EnginesBox, EnginesTrial } from './enginesTrial.ts';
import { openPackageIndex } from './fakes/packageIndex.ts';
import type { PackageIndex } from './fakes/packageIndex.ts';

const timeout = 180_000;
const cpuFile = wheelOf('torch', '2.13.0+cpu');

let box: EnginesBox;
let index: PackageIndex;
let trial: EnginesTrial;

beforeAll(async () => {
  box = await makeEnginesBox();
});
afterAll(() => box.close());

beforeEach(async () => {
  const plain = [...box.files.keys()].filter((name) => !name.includes('+'));
  const folders = { simple: plain, 'whl/cpu': [cpuFile], 'flat/cu126': [wheelOf('torch', '2.13.0+cu126')] };
  index = await openPackageIndex(new Map(box.files), new Map(Object.entries(folders)));
  // What a user may have set, and what must not reach into an environment of ours.
  const own = {
    PYTHONPATH: '/mine',
    PIP_TARGET: join(box.dir, 'mine'),
    PIP_USER: '1',
    PIP_REQUIRE_VIRTUALENV: '1',
  };
  const reach = {
    PIP_INDEX_URL: `${index.url}/simple/`,
    PIP_CACHE_DIR: join(box.dir, 'cache'),
    PIP_RETRIES: '1',
  };
  const off = { PIP_CONFIG_FILE: '/dev/null', PIP_FIND_LINKS: '', PIP_EXTRA_INDEX_URL: '' };
  const all = { ...own, ...reach, ...off, NO_PROXY: '*', no_proxy: '*' };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  trial = openEnginesTrial(box);
  trial.now.torchIndex = `${index.url}/whl`;
});
afterEach(async () => {
  await trial.engines.close();
  await index.close();
  vi.unstubAllEnvs();
  expect(existsSync(join(box.dir, 'mine'))).toBe(false);
});

const bytesOf = (file: string): number => box.files.get(file)?.length ?? 0;
const servedOf = (file: string): number =>
  index.served.filter((one) => one.file === file).reduce((sum, { bytes }) => sum + bytes, 0);

it(
  'tells before the download which torch would come, why, and how large it all is',
  { timeout },
  async () => {
    const planned = await trial.install({ isDryRun: true });
    expect(planned).toMatchObject({ state: 'planned', failure: null });
    expect(planned.torch).toMatchObject({ build: 'cpu', requirement: 'torch==2.13.0+cpu' });
    expect(planned.torch?.reasons.map(({ code }) => code)).toEqual(['no-card']);
    const download = [cpuFile, wheelOf('funasr', '1.4.16'), wheelOf('small', '1.0')].reduce(
      (sum, file) => sum + bytesOf(file),
      0,
    );
    expect(planned.figures).toMatchObject({ packages: 3, downloadBytes: download });
    const { installedBytes, neededBytes, freeBytes } = planned.figures ?? {};
    // What is stored in a zip as it is has almost the size of the zip.
    expect(installedBytes).toBeGreaterThanOrEqual(download);
    expect(installedBytes).toBeLessThan(download * 1.01);
    expect(neededBytes).toBe((installedBytes ?? 0) + 2 * download);
    expect(freeBytes).toBeGreaterThan(0);
    expect(servedOf(cpuFile)).toBeLessThan(bytesOf(cpuFile) / 4);
    expect(trial.funasr()).toMatchObject({ pythonPath: null, versions: [], bytes: null });
    // Only torch is looked for on torch's own index.
    expect(index.asked.filter((path) => path.startsWith('/whl'))).toEqual(['/whl/cpu/', '/whl/cpu/torch/']);
  },
);

it('says what stood in the way, and changes nothing', { timeout }, async () => {
  index.break({ kind: 'refuse' });
  expect((await trial.install()).failure).toMatchObject({
    code: 'install-refused',
    detail: { engine: 'funasr' },
  });
  index.break({ kind: 'corrupt' });
  expect((await trial.install()).failure?.code).toBe('install-damaged');
  index.break({ kind: 'claims', bytes: 1e15 });
  // What the index answered before is not believed here.
  const [name = ''] = (await readdir(join(box.dir, 'envs'))).filter((one) => one.startsWith('funasr-'));
  await rm(join(box.dir, 'envs', name, 'asking'), { recursive: true });
  expect((await trial.install()).failure).toMatchObject({
    code: 'install-no-room',
    message: expect.stringMatching(/GiB free at .*GiB needed/),
  });
  trial.now.torchIndex = `${index.url}/nowhere`;
  expect((await trial.install()).failure?.code).toBe('install-no-build');
  trial.now.torchIndex = 'http://127.0.0.1:9/whl';
  expect((await trial.install()).failure?.code).toBe('install-unreachable');
  expect(trial.funasr()?.pythonPath).toBeNull();
});

it('goes on where a cut or a cancelled download stood, and proves that it runs', { timeout }, async () => {
  index.break({ kind: 'slow', bytesPerS: 500_000 });
  trial.engines.install({ engine: 'funasr', isDryRun: false, torchIndex: null });
  const under = await trial.until(({ state, doneBytes }) => state === 'downloading' && doneBytes > 0);
  expect(under).toMatchObject({ note: 'torch 2.13.0+cpu', totalPackages: 3, endedAt: null });
  expect(await trial.engines.cancel('funasr')).toMatchObject({ state: 'cancelled', failure: null });
  expect(existsSync(`${under.engine}.tmp`)).toBe(false);

  index.forget();
  index.break({ kind: 'cut', afterBytes: 2 ** 20 }, 1);
  const done = await trial.install();
  expect(done).toMatchObject({ state: 'done', failure: null, donePackages: 3, cuda: [] });
  expect(done.doneBytes).toBe(done.figures?.downloadBytes);
  const parts = index.served.filter(({ file, bytes }) => file === cpuFile && bytes > 0);
  expect(parts.map(({ range }) => range)).toEqual(['', expect.stringMatching(/^bytes=\d{6,}-/)]);
  expect(trial.heard.some(({ install: one }) => one?.state === 'verifying')).toBe(true);

  const view = trial.funasr();
  expect(view?.versions.slice(1)).toEqual([
    { name: 'torch', version: '2.13.0+cpu' },
    { name: 'funasr', version: '1.4.16' },
  ]);
  expect(view?.bytes).toBeGreaterThan(bytesOf(cpuFile));
  expect(view).toMatchObject({
    isOtherBuild: false,
    pythonPath: expect.stringContaining(join(box.dir, 'envs')),
  });
  const { lines } = await trial.engines.log('funasr', 500);
  expect(lines.map(({ text }) => text).join('\n')).toMatch(
    /torch==2\.13\.0\+cpu from[^]*Successfully installed/,
  );
});

it('mends what has broken, and says so where it cannot', { timeout }, async () => {
  const python = trial.funasr()?.pythonPath ?? '';
  await run(python, ['-m', 'pip', 'uninstall', '--yes', '--quiet', 'small'], { env: {} });
  expect(await trial.install()).toMatchObject({ state: 'done', failure: null });
  await run(python, ['-c', 'import funasr']);

  const source = 'raise OSError("libcudart.so.12: cannot open")';
  const broken = await makeWheels(join(box.dir, 'broken'), [{ ...funasrWheel, source }]);
  for (const [file, content] of broken) index.put(file, content);
  await rm(join(box.dir, 'envs'), { recursive: true });
  expect((await trial.install()).failure).toMatchObject({
    code: 'engine-broken',
    message: expect.stringContaining('libcudart.so.12'),
  });
  expect(trial.funasr()?.pythonPath).toBeNull();
});

it(
  'takes whatever an index has that cannot tell sizes, and pip\u2019s own where that is wanted',
  { timeout },
  async () => {
    index.setRanges(false);
    const large = { name: 'torch', version: '2.13.0+cpu', requires: ['small'], bytes: 21 * 2 ** 20 };
    for (const [file, content] of await makeWheels(join(box.dir, 'large'), [large])) index.put(file, content);
    const cpu = await trial.install();
    expect(cpu).toMatchObject({ state: 'done', failure: null, figures: null });
    expect(trial.funasr()).toMatchObject({ isOtherBuild: false });
    expect(index.asked).toContain('/whl/cpu/small/');
    expect(await trial.install({ isDryRun: true })).toMatchObject({ state: 'done', failure: null });

    const planned = await trial.install({ isDryRun: true, torchIndex: 'pypi' });
    expect(planned).toMatchObject({ state: 'planned', figures: null, failure: null });
    expect(planned.torch?.reasons[0]?.code).toBe('own-index');
    const done = await trial.install({ torchIndex: 'pypi' });
    expect(done).toMatchObject({ state: 'done', failure: null, figures: null });
    // The box itself still wants the build for the CPU.
    expect(trial.funasr()).toMatchObject({
      isOtherBuild: true,
      versions: expect.arrayContaining([{ name: 'torch', version: '2.13.0' }]),
    });
  },
);

it(
  'with an old driver brings the build for CUDA 12.6, from a plain page of files too, and tries the cards',
  { timeout },
  async () => {
    trial.now.gpus = sampleGpus(sampleCard(0, { driverVersion: '535.54.03' }));
    trial.now.torchIndex = `${index.url}/flat`;
    const done = await trial.install();
    expect(done.failure).toBeNull();
    expect(done.torch).toMatchObject({ build: 'cu126', cuda: '12.6' });
    expect(done.torch?.reasons[0]?.code).toBe('driver-older');
    // The made-up torch has no CUDA, and nobody is told that it had.
    expect(done.cuda).toEqual([{ card: 'NVIDIA L40S (0)', problem: expect.stringContaining('Error') }]);
    expect(trial.funasr()).toMatchObject({ isOtherBuild: false });
    expect(trial.funasr()?.versions[1]).toEqual({ name: 'torch', version: '2.13.0+cu126' });
  },
);
