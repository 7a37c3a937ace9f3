import { expect, it } from 'vitest';
import { listSizes, parsePipReport, renderRequirements } from './pipReport.ts';

const entry = (name: string, url: string, isDirect = false, hashes: object | null = { sha256: 'aa' }) => ({
  ...{ is_direct: isDirect, is_yanked: false, requested: true },
  download_info: { url, ...(hashes && { archive_info: { hashes } }) },
  metadata: { name, version: '1.0', license: 'x' },
});
const text = JSON.stringify({
  ...{ version: '1', pip_version: '26.3' },
  install: [
    entry('torch', 'https://i/cpu/torch-1.0%2Bcpu.whl', true),
    entry('jieba', 'https://i/jieba-1.0.tar.gz'),
    entry('local', 'file:///wheels/local-1.0.whl', true, null),
  ],
});

it('is read as packages with address and digest, and written as exact requirements', () => {
  const packages = parsePipReport(text);
  expect(packages[0]).toEqual({
    ...{ name: 'torch', version: '1.0', url: 'https://i/cpu/torch-1.0%2Bcpu.whl' },
    ...{ sha256: 'aa', isDirect: true },
  });
  expect(renderRequirements(packages)).toBe(
    'torch @ https://i/cpu/torch-1.0%2Bcpu.whl#sha256=aa\njieba==1.0\nlocal @ file:///wheels/local-1.0.whl\n',
  );
});

it('has sizes by file name, where they are known', () => {
  const none = { bytes: null, unpackedBytes: null };
  expect(listSizes(parsePipReport(text), [{ bytes: 5, unpackedBytes: 9 }, none])).toEqual(
    new Map([['torch-1.0+cpu.whl', 5]]),
  );
});

it.each(['', '{}', '{"install":[{}]}', 'null'])('refuses %j', (broken) => {
  expect(() => parsePipReport(broken)).toThrow(expect.objectContaining({ code: 'install-failed' }));
});
