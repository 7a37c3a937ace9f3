import fc from 'fast-check';
import { expect, test } from 'vitest';
import { doneBytes, fileOf, foldPip, foldPipLine, pipBegins } from './pipProgress.ts';

test('a download names the package, its version and its size', () => {
  expect(foldPipLine('  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (16.6 MB)')).toBe(
    'downloading numpy 2.4.6 (16.6 MB)',
  );
  expect(foldPipLine('Downloading https://host/a/torch-2.13.0-cp311.whl (190.1 MB)')).toBe(
    'downloading torch 2.13.0 (190.1 MB)',
  );
});

test('errors are shown, chatter is not', () => {
  expect(foldPipLine('ERROR: No matching distribution found for torch==9')).toContain(
    'No matching distribution',
  );
  expect(foldPipLine('Collecting numpy==2.4.6')).toBeNull();
  expect(foldPipLine('')).toBeNull();
});

/** As pip 26.3 printed it, with --progress-bar=raw. */
const recorded = [
  'Looking in indexes: https://pypi.org/simple, file:///opt/simple',
  'Processing /opt/files/numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (from -r a.txt (line 1))',
  'Collecting antlr4-python3-runtime==4.9.3 (from -r a.txt (line 2))',
  '  Using cached antlr4_python3_runtime-4.9.3-py3-none-any.whl',
  'Collecting torch==2.13.0+cpu (from -r a.txt (line 3))',
  '  Downloading https://download.pytorch.org/whl/cpu/torch-2.13.0%2Bcpu-cp311-cp311-manylinux_2_28_x86_64.whl.metadata (29 kB)',
  'Collecting regex==2026.11.15 (from -r a.txt (line 4))',
  '  Downloading regex-2026.11.15-cp311-cp311-manylinux_2_28_x86_64.whl (806 kB)',
  'Progress 0 of 806289',
  'Progress 262144 of 806289',
  'Progress 806289 of 806289',
  'Collecting tiny==1',
  '  Downloading tiny-1-py3-none-any.whl (12 kB)',
  'Building wheels for collected packages: jieba',
  '  Building wheel for jieba (pyproject.toml): started',
  'Installing collected packages: antlr4-python3-runtime, regex, numpy, tiny',
  'Successfully installed antlr4-python3-runtime-4.9.3 numpy-2.4.6 regex-2026.11.15',
];

test('a recorded installation is followed file by file', () => {
  const sizes = new Map([
    ['numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl', 16_600_123],
    ['regex-2026.11.15-cp311-cp311-manylinux_2_28_x86_64.whl', 806_289],
  ]);
  const steps = recorded.reduce(
    (seen, line) => [...seen, foldPip(seen.at(-1) ?? pipBegins, line, sizes)],
    [pipBegins],
  );
  const rows = steps.map((step) => [step.state, step.note, step.packages, doneBytes(step)]);
  expect(rows[2]).toEqual(['asking', 'numpy 2.4.6', 1, 16_600_123]);
  expect(rows[6]).toEqual(['asking', 'torch==2.13.0+cpu', 3, 16_600_123]);
  expect(rows[9]).toEqual(['downloading', 'regex 2026.11.15', 4, 16_600_123]);
  expect(rows[10]?.[3]).toBe(16_600_123 + 262_144);
  expect(rows[13]?.[3]).toBe(16_600_123 + 806_289);
  expect(rows.at(-2)).toEqual(['installing', null, 5, 16_600_123 + 806_289 + 12_000]);
  expect(steps.at(-1)).toMatchObject({ collected: 4, current: null });
});

test('a download that begins again where it broke goes on from there', () => {
  const at = (...lines: string[]) => {
    const step = lines.reduce((before, line) => foldPip(before, line, new Map()), pipBegins);
    return doneBytes(step);
  };
  const before = ['  Downloading a-1.whl (10.0 MB)', 'Progress 4000000 of 10000000'];
  expect(at(...before, 'WARNING: Attempting to resume incomplete download')).toBe(4_000_000);
  expect(at(...before, 'Progress 4000000 of 10000000', 'Progress 10000000 of 10000000')).toBe(10_000_000);
  // A server that does not say how large a file is.
  expect(at('  Downloading b-1.whl', 'Progress 5 of 0', 'Progress 900 of 0')).toBe(900);
});

test('any text is folded without harm, and bytes are never lost but by a download that began again', () => {
  const line = fc.oneof(
    fc.constantFrom(...recorded),
    fc.string(),
    fc.string().map((text) => `Progress ${text}`),
    fc.string().map((text) => `  Downloading ${text} (${text})`),
    fc.tuple(fc.nat(), fc.nat()).map(([came, of]) => `Progress ${came} of ${of}`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      let step = pipBegins;
      for (const one of lines) {
        const next = foldPip(step, one, new Map());
        expect(Number.isFinite(doneBytes(next))).toBe(true);
        expect(next.wholeBytes).toBeGreaterThanOrEqual(step.wholeBytes);
        expect(next.packages).toBeGreaterThanOrEqual(step.packages);
        step = next;
      }
    }),
  );
});

test.each([
  ['https://a/b/torch-2.13.0%2Bcpu-cp311.whl#sha256=aa', 'torch-2.13.0+cpu-cp311.whl'],
  ['C:\\wheels\\a-1.whl', 'a-1.whl'],
  ['a%zz.whl', 'a%zz.whl'],
  ['', ''],
])('the file of %j is %j', (target, file) => {
  expect(fileOf(target)).toBe(file);
});
