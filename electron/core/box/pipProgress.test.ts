import { expect, test } from 'vitest';
import { foldPipLine } from './pipProgress.ts';

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
