import { expect, test } from 'vitest';
import { parseAsk } from './transcriptionAsk.ts';

test('what is not said is OpenAI’s default', () => {
  expect(parseAsk([])).toEqual({
    ...{ model: null, language: null, hotwords: null, format: 'json', granularities: ['segment'] },
    isStreamed: false,
  });
});

test('lists come as name or name[], once or often', () => {
  const ask = parseAsk([
    ['timestamp_granularities[]', 'word'],
    ['timestamp_granularities[]', 'segment'],
    ['timestamp_granularities', 'word'],
    ['stream', 'True'],
    ['unknown', 'x'],
  ]);
  expect(ask).toMatchObject({ granularities: ['word', 'segment'], isStreamed: true });
});

test('hotwords are all taken; of a prompt the names, not its sentences', () => {
  expect(parseAsk([['hotwords', '成都\n北京, 上海']]).hotwords).toEqual(['成都', '北京', '上海']);
  expect(parseAsk([['prompt', '张老师，ParaDeck, Qwen']]).hotwords).toEqual(['张老师', 'ParaDeck', 'Qwen']);
  expect(parseAsk([['prompt', '以下是一段普通话的会议录音。请加标点。']]).hotwords).toBeNull();
  expect(() => parseAsk([['hotwords', '长'.repeat(65)]])).toThrow('at most 64 characters');
});

test.each([
  ['response_format', 'xml'],
  ['timestamp_granularities[]', 'character'],
  ['stream', 'perhaps'],
])('%s=%s is refused, and the field named', (name, value) => {
  const field = name.replace('[]', '');
  expect(() => parseAsk([[name, value]])).toThrow(
    expect.objectContaining({ code: 'bad-request', detail: { field } }) as Error,
  );
});
