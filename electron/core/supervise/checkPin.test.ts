import { expect, it } from 'vitest';
import { checkPin } from './checkPin.ts';

const gpu = { kind: 'gpu', uuid: 'GPU-1' } as const;

it.each([
  [{ kind: 'cpu' } as const, { device: 'cpu', gpuUuid: null }, true],
  [{ kind: 'cpu' } as const, { device: 'cuda:0', gpuUuid: 'GPU-1' }, false],
  [{ kind: 'cpu' } as const, { device: 'cuda:0', gpuUuid: null }, false],
  [gpu, { device: 'cuda:0', gpuUuid: 'GPU-1' }, true],
  [gpu, { device: 'cuda:0', gpuUuid: 'GPU-2' }, false],
  [gpu, { device: 'cuda:0', gpuUuid: null }, false],
  [gpu, { device: 'cpu', gpuUuid: null }, false],
  [{ kind: 'mig', uuid: 'MIG-1' } as const, { device: 'cuda:0', gpuUuid: 'GPU-9' }, true],
  [{ kind: 'mig', uuid: 'MIG-1' } as const, { device: 'cpu', gpuUuid: null }, false],
])('%o on %o: right is %s', (ordered, seat, isRight) => {
  expect(checkPin(ordered, seat) === null).toBe(isRight);
});
