import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEnvironments } from '../../electron/host/box/environments.ts';
import { root } from '../../e2e/box.ts';
import type { SeatProof } from './seatProof.ts';

const hasFunasr = openEnvironments(root).pythonOf('oracle') !== null;

describe('npm run prove-gpu', () => {
  let dir: string;
  let json: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'paradeck-proof-'));
    json = join(dir, 'proof.json');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  function prove(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const command = ['--disable-warning=ExperimentalWarning', join(root, 'electron', 'prepare.ts')];
    return execa(process.execPath, [...command, 'prove-gpu', '--json', json, ...args], {
      env,
      reject: false,
    });
  }

  test('without an NVIDIA GPU it says so in one line and does nothing', async () => {
    const env = { PARADECK_NVIDIA_SMI: join(dir, 'nvidia-smi'), PARADECK_ENVS: join(dir, 'envs') };
    const { exitCode, stdout, stderr } = await prove([], env);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toContain('no NVIDIA GPU');
    expect(existsSync(json)).toBe(false);
    expect(existsSync(join(dir, 'envs'))).toBe(false);
  });

  test.skipIf(!hasFunasr)(
    '--cpu runs every part, and what a CPU can show holds',
    { timeout: 600_000 },
    async () => {
      const { exitCode, stdout } = await prove(['--cpu']);
      const report = JSON.parse(await readFile(json, 'utf8')) as { seats: SeatProof[] };
      const [proof, ...others] = report.seats;
      expect(others).toEqual([]);
      expect(proof?.parts.map(({ name }) => name)).toEqual([
        ...[
          'torch',
          'pin',
          'text',
          'precisions',
          'graphs',
          'memoryCurve',
          'memoryLimit',
          'speeds',
          'poisoned',
        ],
      ]);
      expect(proof?.checks.filter(({ isGood }) => isGood === false)).toEqual([]);
      expect(proof?.checks.filter(({ isGood }) => isGood === true).length).toBeGreaterThanOrEqual(8);
      expect(proof?.seat.device).toEqual({ kind: 'cpu' });
      expect(stdout).toContain('not shown here');
      expect(exitCode).toBe(0);
    },
  );
});
