import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldTranscript } from './transcript.ts';
import type { TranscriptInput } from './transcript.ts';

const facts = {
  jobId: 'j1',
  name: 'talk.wav',
  modelName: 'demo',
  isDemo: true,
  hotwords: [],
  createdAt: 0,
  durationMs: 60_000,
  isTruncated: false,
  isSimulated: false,
};

/** Tokens said back to back, 200 ms each, from a segment's start. */
function say(fromMs: number, tokens: readonly string[], toMs = fromMs + tokens.length * 200) {
  const timesMs = tokens.map((_, index): [number, number] => [index * 200, index * 200 + 200]);
  return {
    fromMs,
    toMs,
    result: { text: tokens.join(''), tokens: [...tokens], timesMs, timesSource: 'cif' as const },
  };
}

const token = fc.oneof(
  fc.constantFrom('今', '天', '好', 'GPU', 'hello', '3', "it's", '𠮷', 'é'),
  fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }),
);
const mark = fc.constantFrom('', '', '', '，', '。', '？', '、');
const span = fc.record({
  gapMs: fc.integer({ min: 0, max: 5_000 }),
  lengthMs: fc.integer({ min: 0, max: 20_000 }),
  tokens: fc.array(token, { maxLength: 30 }),
  times: fc.option(fc.array(fc.tuple(fc.nat(30_000), fc.nat(30_000)), { maxLength: 30 })),
  isRecognised: fc.boolean(),
});

const anyInput = fc
  .record({ spans: fc.array(span, { maxLength: 8 }), punct: fc.array(mark, { maxLength: 300 }) })
  .map(({ spans, punct }): TranscriptInput => {
    let atMs = 0;
    const segments = spans.map(({ gapMs, lengthMs, tokens, times, isRecognised }) => {
      const fromMs = atMs + gapMs;
      atMs = fromMs + lengthMs;
      const timesMs = times ? tokens.map((_, at): [number, number] => times[at] ?? [at, at]) : null;
      const result = { text: tokens.join(''), tokens, timesMs, timesSource: 'cif' as const };
      return { fromMs, toMs: atMs, result: isRecognised ? result : null };
    });
    // The file may end a little before its last segment does: lengths are rounded.
    return { ...facts, durationMs: Math.max(0, atMs - 5), segments, punct };
  });

describe('foldTranscript', () => {
  it('joins Chinese without spaces and words in Latin script with one, and writes their marks plain', () => {
    const tokens = ['今', '天', 'hello', 'World', '好', 'gpu', 'memory', '满', '了'];
    const punct = ['', '，', '', '，', '。', '', '。', '', '。'];
    const { text } = foldTranscript({ ...facts, segments: [say(0, tokens)], punct });
    expect(text).toBe('今天，hello World,好。Gpu memory.满了。');
  });

  it('ends sentences at full stops and question marks, and takes times from the words', () => {
    const segments = [say(1_000, ['你', '好', '吗']), say(3_000, ['好'])];
    const { sentences } = foldTranscript({ ...facts, segments, punct: ['', '', '？', '。'] });
    expect(sentences.map(({ text, fromMs, toMs }) => [text, fromMs, toMs])).toEqual([
      ['你好吗？', 1_000, 1_600],
      ['好。', 3_000, 3_200],
    ]);
    expect(sentences[0]?.words[2]).toEqual({ text: '吗？', fromMs: 1_400, toMs: 1_600 });
  });

  it('ends a sentence at a pause of more than 2 s without any mark', () => {
    const apart = (gapMs: number) => {
      const segments = [say(0, ['一', '二']), say(400 + gapMs, ['三'])];
      return foldTranscript({ ...facts, segments, punct: [] }).sentences.map(({ text }) => text);
    };
    expect(apart(2_000)).toEqual(['一二三']);
    expect(apart(2_001)).toEqual(['一二', '三']);
  });

  it('ends a sentence of 60 characters at the next comma, and any at 200', () => {
    const segments = [say(0, Array<string>(500).fill('字'))];
    const punct = Array<string>(500).fill('');
    punct[30] = '，';
    punct[70] = '，';
    const { sentences } = foldTranscript({ ...facts, durationMs: 200_000, segments, punct });
    expect(sentences.map(({ words }) => words.length)).toEqual([71, 200, 200, 29]);
  });

  it('estimates times within the segment where the model gives none, and says so', () => {
    const result = {
      text: '今天很好',
      tokens: ['今', '天', '很', '好'],
      timesMs: null,
      timesSource: 'spread' as const,
    };
    const transcript = foldTranscript({
      ...facts,
      segments: [{ fromMs: 10_000, toMs: 12_000, result }],
      punct: [],
    });
    expect(transcript.timesSource).toBe('spread');
    expect(transcript.notes).toEqual(['times-estimated']);
    const words = transcript.sentences.flatMap((sentence) => sentence.words);
    expect(words.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [10_240, 10_640],
      [10_640, 11_040],
      [11_040, 11_440],
      [11_440, 11_840],
    ]);
  });

  it('names holes, silence and truncation', () => {
    const hole = foldTranscript({ ...facts, segments: [{ fromMs: 5, toMs: 900, result: null }], punct: [] });
    expect(hole.holes).toEqual([{ fromMs: 5, toMs: 900 }]);
    const silent = foldTranscript({ ...facts, isTruncated: true, segments: [], punct: [] });
    expect(silent).toMatchObject({ text: '', sentences: [], holes: [], notes: ['no-speech', 'truncated'] });
    const unseen = foldTranscript({ ...facts, scannedMs: 40_000, segments: [], punct: [] });
    expect(unseen.holes).toEqual([{ fromMs: 40_000, toMs: 60_000 }]);
  });

  it('loses no token, and its parts concatenate to the text', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { text, sentences } = foldTranscript(input);
        expect(sentences.map((sentence) => sentence.text).join('')).toBe(text);
        for (const sentence of sentences) {
          expect(sentence.words.map((word) => word.text).join('')).toBe(sentence.text);
        }
        const said = input.segments.flatMap(({ result }) => result?.tokens ?? []).join('');
        const bare = (s: string) => s.replace(/[\s，。？、,.?]/gu, '').toLowerCase();
        expect(bare(text)).toBe(bare(said));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps times rising, whole, and inside file and segment', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        let atMs = 0;
        for (const word of foldTranscript(input).sentences.flatMap(({ words }) => words)) {
          expect(Number.isInteger(word.fromMs) && Number.isInteger(word.toMs)).toBe(true);
          expect(word.fromMs).toBeGreaterThanOrEqual(atMs);
          expect(word.toMs).toBeGreaterThanOrEqual(word.fromMs);
          expect(word.toMs).toBeLessThanOrEqual(input.durationMs);
          const inside = input.segments.some(
            ({ fromMs, toMs }) => Math.min(fromMs, input.durationMs) <= word.toMs && word.fromMs <= toMs,
          );
          expect(inside).toBe(true);
          atMs = word.toMs;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('folds a day of speech in a blink', () => {
    const tokens = Array<string>(60).fill('字');
    const segments = Array.from({ length: 6_000 }, (_, index) => say(index * 14_000, tokens));
    const beganAt = performance.now();
    const { sentences } = foldTranscript({ ...facts, durationMs: 84_000_000, segments, punct: [] });
    expect(sentences.flatMap(({ words }) => words)).toHaveLength(360_000);
    expect(performance.now() - beganAt).toBeLessThan(10_000);
  });
});
