import { expect, test } from 'vitest';
import type { Transcript } from '../../contract/job.ts';
import {
  anyTake,
  foldTake,
  isEndOfTake,
  parseFunasrMessage,
  renderFunasrFailure,
  renderFunasrResult,
} from './funasrProtocol.ts';

const fold = (told: object) => foldTake(anyTake, parseFunasrMessage(JSON.stringify(told)));

test('what its documentation shows as the first message', () => {
  const told = {
    mode: 'offline',
    wav_name: '会议',
    wav_format: 'pcm',
    is_speaking: true,
    audio_fs: 8000,
    itn: true,
  };
  expect(fold({ ...told, chunk_size: [5, 10, 5], hotwords: '{"阿里巴巴":20,"通义 实验室":30}' })).toEqual({
    ...{ name: '会议', isPcm: true, rateHz: 8000, hotwords: ['阿里巴巴', '通义 实验室'] },
  });
});

test.each([
  ['阿里巴巴 通义实验室', ['阿里巴巴', '通义实验室']],
  ['阿里巴巴,成都', ['阿里巴巴', '成都']],
  ['阿里巴巴 20\n成都 10', ['阿里巴巴', '成都']],
  [{ 阿里巴巴: 20 }, ['阿里巴巴']],
  ['{"broken', ['{"broken']],
  ['', null],
  ['{}', null],
])('hotwords as its clients write them: %j', (hotwords, expected) => {
  expect(fold({ hotwords }).hotwords).toEqual(expected);
});

test('what a later message leaves out stays as it was', () => {
  const first = fold({ wav_name: 'a', wav_format: 'mp3', audio_fs: 8000 });
  expect(first).toMatchObject({ isPcm: false });
  expect(foldTake(first, parseFunasrMessage('{"wav_name":"b"}'))).toEqual({ ...first, name: 'b' });
  expect(['{"is_speaking":false}', '{"is_finished":true}', '{"is_speaking":true}'].map(isEnd)).toEqual([
    true,
    true,
    false,
  ]);
});

const isEnd = (text: string) => isEndOfTake(parseFunasrMessage(text));

test.each([
  ['{"mode":"2pass"}', 'mode'],
  ['{"mode":"online"}', 'mode'],
  ['{"audio_fs":-1}', 'audio_fs'],
  ['{"wav_name":7}', 'wav_name'],
  ['[1]', 'message'],
  ['no JSON', 'message'],
])('%s is refused by its field', (text, field) => {
  expect(() => foldTake(anyTake, parseFunasrMessage(text))).toThrow(
    expect.objectContaining({ code: 'bad-request', detail: expect.objectContaining({ field }) as unknown }),
  );
});

const word = (text: string, fromMs: number) => ({ text, fromMs, toMs: fromMs + 100 });
const transcript = {
  ...{
    jobId: 'j-1',
    name: 'a',
    text: '正是，hello world。好',
    timesSource: 'cif',
    durationMs: 900,
    modelName: 'm',
  },
  ...{ isDemo: true, notes: ['n'] },
  sentences: [
    { words: [word('正', 0), word('是，', 100), word('hello', 200), word(' world。', 300)] },
    { words: [word('好', 500)] },
  ],
} as unknown as Transcript;

test('times are a pair a token as JSON in a string, and stretches end at each mark', () => {
  const shown = renderFunasrResult(transcript, '会议');
  expect(shown).toMatchObject({
    mode: 'offline',
    wav_name: '会议',
    text: '正是，hello world。好',
    is_final: true,
  });
  expect(JSON.parse(String(shown['timestamp']))).toEqual([0, 100, 200, 300, 500].map((at) => [at, at + 100]));
  expect(shown['stamp_sents']).toEqual([
    {
      text_seg: '正 是',
      punc: '，',
      start: 0,
      end: 200,
      ts_list: [
        [0, 100],
        [100, 200],
      ],
    },
    {
      text_seg: 'hello world',
      punc: '。',
      start: 200,
      end: 400,
      ts_list: [
        [200, 300],
        [300, 400],
      ],
    },
    { text_seg: '好', punc: '', start: 500, end: 600, ts_list: [[500, 600]] },
  ]);
  expect(shown).toMatchObject({ job_id: 'j-1', is_demo: true, notes: ['n'] });
});

test('estimated times are not told as measured ones', () => {
  const shown = renderFunasrResult({ ...transcript, timesSource: 'spread' }, 'a');
  expect(Object.keys(shown)).not.toContain('timestamp');
  expect(Object.keys(shown)).not.toContain('stamp_sents');
});

test('a failure is no result: not final, without text, with cause and fix', () => {
  const shown = renderFunasrFailure({ code: 'file-missing', message: '' }, 'a', 'zh-CN');
  expect(shown).toMatchObject({ text: '', is_final: false, is_end: true, code: 'file-missing' });
  expect(shown['error']).toContain('请先上传音频文件');
});
