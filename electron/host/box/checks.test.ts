import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { finding } from '../../contract/machine.ts';
import { runChecks } from './checks.ts';

it('asks this box and answers findings the wire takes', async () => {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-checks-'));
  try {
    const findings = await runChecks({
      home,
      ffmpegPath: null,
      pythonDirs: [],
      pythonPath: null,
      models: [],
    });
    for (const one of findings) expect(finding.parse(one)).toEqual(one);
    const codes = findings.map(({ code }) => code);
    expect(codes).toContain('home-good');
    expect(codes).toContain('onnx-engine-missing');
    expect(codes.filter((code) => code === 'model-role-missing')).toHaveLength(3);
  } finally {
    await rm(home, { recursive: true });
  }
});
