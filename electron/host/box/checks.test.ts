import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { InstanceSpec } from '../../contract/instance.ts';
import { finding } from '../../contract/machine.ts';
import type { Finding } from '../../contract/machine.ts';
import { sampleInstance } from '../../core/box/sampleFacts.ts';
import { checkAlone } from './checksAlone.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fakeSmi = join(root, 'e2e', 'fakes', 'nvidia-smi.py');
const card = { index: 0, uuid: 'GPU-aaaa', name: 'NVIDIA L40S', totalMiB: 24_576, baseMiB: 600 };

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-checks-'));
  // No environment of this machine is tried: each test says what there is.
  vi.stubEnv('PARADECK_ENVS', join(home, 'envs'));
  vi.stubEnv('PARADECK_NVIDIA_SMI', join(home, 'nowhere'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

const check = () => checkAlone({ home, root });
const codesOf = (findings: readonly Finding[]) => findings.map(({ code }) => code);

/** Cards as the stand-in for nvidia-smi tells of them. */
async function simulate(scenario: object): Promise<void> {
  const file = join(home, 'scenario.json');
  await writeFile(file, JSON.stringify(scenario));
  vi.stubEnv('PARADECK_FAKE_GPU', file);
  vi.stubEnv('PARADECK_NVIDIA_SMI', fakeSmi);
}

async function keepInstance(over: Partial<InstanceSpec>): Promise<void> {
  const { spec } = sampleInstance(over);
  await writeFile(join(home, 'instances.json'), JSON.stringify({ instances: [spec], running: [] }));
}

it('asks this box with its real ffmpeg, and leaves the home as it was', async () => {
  const findings = await check();
  for (const one of findings) expect(finding.parse(one)).toEqual(one);
  expect(codesOf(findings)).toEqual(
    expect.arrayContaining(['home-good', 'ffmpeg-good', 'python-good', 'models-good', 'onnx-engine-none']),
  );
  const formats = findings.find(({ code }) => code.startsWith('ffmpeg-formats'));
  expect(formats?.message).toMatch(/WAV.*MP3.*FLAC|built without/);
  expect(await readdir(home)).toEqual([]);
}, 60_000);

it('judges a home that is not there yet by the folder it will be made in', async () => {
  const findings = await checkAlone({ home: join(home, 'a', 'b'), root });
  expect(codesOf(findings)).toContain('home-good');
  expect(await readdir(home)).toEqual([]);
}, 60_000);

it('asks the cards through nvidia-smi, and says that CUDA was not tried without torch', async () => {
  await simulate({ cards: [card] });
  const findings = await check();
  expect(findings.find(({ code }) => code === 'gpu-card-good')?.detail).toMatchObject({
    ...{ name: 'NVIDIA L40S', uuid: 'GPU-aaaa', memory: '24 GiB', capability: '8.9' },
  });
  expect(findings.find(({ code }) => code === 'cuda-no-torch')?.verdict).toBe('unknown');
}, 60_000);

it.each([
  [
    'gpu-not-loaded',
    { stdout: "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.", exit: 9 },
  ],
  ['gpu-mismatch', { stdout: 'Failed to initialize NVML: Driver/library version mismatch', exit: 18 }],
  ['gpu-no-devices', { stdout: 'No devices were found', exit: 6 }],
])(
  'recognises %s by what nvidia-smi does',
  async (code, fault) => {
    await simulate({ fault });
    expect(codesOf(await check())).toContain(code);
  },
  60_000,
);

it('tries CUDA from an instance\u2019s own Python with its pin', async () => {
  await simulate({ cards: [card] });
  const torch = join(home, 'python with torch');
  const answer = { torch: '2.13.0', build: '13.0', archs: [], ms: 7 };
  const told = `{**${JSON.stringify(answer)}, "problem": None, "isMissing": False, "actualUuid": os.environ["CUDA_VISIBLE_DEVICES"]}`;
  const program = `#!/usr/bin/env -S python3 -E\nimport json, os\nprint(json.dumps(${told}))\n`;
  await writeFile(torch, program, { mode: 0o755 });
  await keepInstance({ pythonPath: torch, device: { kind: 'gpu', uuid: card.uuid } });
  const findings = await check();
  expect(findings.find(({ code }) => code === 'cuda-good')?.detail).toMatchObject({ ms: 7, path: torch });
  expect(findings.find(({ code }) => code === 'torch-good')?.detail).toMatchObject({ build: '13.0' });
}, 60_000);

it('names a port that is taken, who has it, and a free one', async () => {
  const listen =
    'const s=require("net").createServer().listen(0,"127.0.0.1",()=>console.log(String(s.address().port)))';
  const other = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(other.stdout, 'data')) as [Buffer];
    const port = Number(line.toString());
    await keepInstance({ name: 'mine', device: { kind: 'cpu' }, port });
    const taken = (await check()).find(({ code }) => code === 'port-taken');
    expect(taken?.detail).toMatchObject({ name: 'mine', port, owner: `node (pid ${other.pid})` });
    expect(taken?.command).toMatch(/^npm --prefix .+ start -- instances edit mine --port \d+$/);
  } finally {
    other.kill('SIGKILL');
    await once(other, 'close');
  }
}, 60_000);
