import { expect, test } from 'vitest';
import { failureCode } from '../../contract/failure.ts';
import { toApiError } from './apiError.ts';

test.each(failureCode.options)('%s is an OpenAI error with cause and fix in both languages', (code) => {
  const english = toApiError({ code, message: '' }, 'en');
  const chinese = toApiError({ code, message: '' }, 'zh-CN');
  expect(english.body.error).toMatchObject({ code, param: null });
  expect(english.body.error.message).toMatch(/^[A-Z]/);
  expect(english.body.error.fix).toMatch(/^[A-Z]/);
  expect(chinese.body.error.message).toMatch(/\p{Script=Han}/u);
  expect(english.status).toBeGreaterThanOrEqual(400);
});

test.each([
  '/home/a b/数据/uploads/x.upload',
  '/home/someone/uploads/x.upload',
  'C:\\Users\\someone\\x.upload',
])('%s of the host is in no error', (path) => {
  const failure = { code: 'file-not-audio', message: `${path} is no sound`, detail: { path } } as const;
  const text = JSON.stringify(toApiError(failure, 'en').body);
  for (const part of path.split(/[\\/]/).filter((one) => one.length > 2)) expect(text).not.toContain(part);
  expect(text).toContain('is no sound');
  const inReason = {
    code: 'worker-failed',
    message: `cannot open ${path}`,
    detail: { reason: path },
  } as const;
  expect(JSON.stringify(toApiError(inReason, 'en').body)).not.toContain('upload');
});

test('addresses of ours and field values are left as they are', () => {
  const failure = {
    code: 'model-not-found',
    message: 'no instance has iic/paraformer',
    detail: { field: 'model' },
  } as const;
  const { error } = toApiError(failure, 'en').body;
  expect([error.message, error.param]).toEqual([expect.stringContaining('iic/paraformer'), 'model']);
});
