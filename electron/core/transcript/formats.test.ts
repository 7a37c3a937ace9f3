import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transcript } from '../../contract/job.ts';
import { foldCues } from './formatCues.ts';
import { textFormats, textRenderers } from './formats.ts';
import { foldTranscript } from './transcript.ts';
import { countUnits } from './wrapLines.ts';

const facts = {
  jobId: 'j1',
  name: 'talk.mp3',
  modelName: 'demo',
  isDemo: true,
  hotwords: ['张老师'],
  isTruncated: false,
  isSimulated: false,
};

/** Tokens of a file, each said for `perTokenMs`, with the marks behind them. */
function transcribe(tokens: readonly string[], punct: readonly string[] = [], perTokenMs = 250): Transcript {
  const timesMs = tokens.map((_, at): [number, number] => [at * perTokenMs, (at + 1) * perTokenMs]);
  const durationMs = tokens.length * perTokenMs;
  const result = { text: '', tokens: [...tokens], timesMs, timesSource: 'cif' as const };
  const segments = [{ fromMs: 0, toMs: durationMs, result }];
  return foldTranscript({ ...facts, createdAt: 1_700_000_000_000, durationMs, segments, punct });
}

const anyToken = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('今', '天', '很', '好', '的', '事') },
  { weight: 2, arbitrary: fc.constantFrom('gpu', 'hello', 'transcription', '42', 'a<b', '-->', '&amp;') },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 130, unit: 'grapheme' }) },
);
const anySpan = fc.record({
  gapMs: fc.nat(3_000),
  lengthMs: fc.nat(30_000),
  tokens: fc.array(anyToken, { maxLength: 120 }),
});
const anyTranscript = fc
  .record({
    spans: fc.array(anySpan, { maxLength: 4 }),
    punct: fc.array(fc.constantFrom('', '', '', '', '', '，', '。', '？', '、'), { maxLength: 400 }),
    fromHour: fc.constantFrom(0, 99, 120),
  })
  .map(({ spans, punct, fromHour }) => {
    let atMs = fromHour * 3_600_000;
    const segments = spans.map(({ gapMs, lengthMs, tokens }) => {
      const fromMs = atMs + gapMs;
      atMs = fromMs + lengthMs;
      return {
        fromMs,
        toMs: atMs,
        result: { text: '', tokens, timesMs: null, timesSource: 'spread' as const },
      };
    });
    return foldTranscript({ ...facts, createdAt: 0, durationMs: atMs + 500, segments, punct });
  });

const clock = /^(\d{2,}):(\d\d):(\d\d)[,.](\d{3}) --> (\d{2,}):(\d\d):(\d\d)[,.](\d{3})$/;

/** What a player makes of a subtitle file: blocks at empty lines, the timing line, the text under it. */
function play(content: string): { fromMs: number; toMs: number; text: string }[] {
  const blocks = content
    .replace(/^WEBVTT\n/, '')
    .split('\n\n')
    .map((block) => block.trim().split('\n'));
  return blocks
    .filter((lines) => lines.some((line) => clock.test(line)))
    .map((lines) => {
      const at = lines.findIndex((line) => clock.test(line));
      const [h = 0, m = 0, s = 0, ms = 0, h2 = 0, m2 = 0, s2 = 0, ms2 = 0] =
        clock
          .exec(lines[at] ?? '')
          ?.slice(1)
          .map(Number) ?? [];
      const fromMs = ((h * 60 + m) * 60 + s) * 1000 + ms;
      return { fromMs, toMs: ((h2 * 60 + m2) * 60 + s2) * 1000 + ms2, text: lines.slice(at + 1).join('\n') };
    });
}

const bare = (text: string) => text.replace(/\s/gu, '');
const unescape = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('cues', () => {
  it('show every character once and in order', () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        expect(
          bare(
            foldCues(transcript)
              .flatMap((cue) => cue.lines)
              .join(''),
          ),
        ).toBe(bare(transcript.text));
      }),
    );
  });

  it('rise, never overlap, last at least 1 ms, and fill at most two lines', () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        let endMs = 0;
        for (const cue of foldCues(transcript)) {
          expect(cue.fromMs).toBeGreaterThanOrEqual(endMs);
          expect(cue.toMs).toBeGreaterThan(cue.fromMs);
          expect([1, 2]).toContain(cue.lines.length);
          for (const line of cue.lines) expect(countUnits(line)).toBeLessThanOrEqual(840);
          endMs = cue.toMs;
        }
      }),
    );
  });

  it('hold 20 Chinese or 42 Latin characters a line', () => {
    expect([countUnits('字'.repeat(20)), countUnits('x'.repeat(42))]).toEqual([840, 840]);
    const fits = foldCues(transcribe([...'字'.repeat(40)], [], 100));
    expect(fits.map((cue) => cue.lines)).toEqual([['字'.repeat(20), '字'.repeat(20)]]);
    expect(foldCues(transcribe([...'字'.repeat(41)], [], 100))).toHaveLength(2);
    const words = Array<string>(14).fill('abcde');
    expect(foldCues(transcribe(words, [], 100)).map((cue) => cue.lines.map((line) => line.length))).toEqual([
      [41, 41],
    ]);
  });

  it('break behind a mark rather than between words, and never inside one', () => {
    const tokens = [...'今天下午三点我们开会讨论预算', ...'请大家带上各部门的表'];
    const punct = tokens.map((_, at) => (at === 13 ? '，' : at === tokens.length - 1 ? '。' : ''));
    const [cue] = foldCues(transcribe(tokens, punct, 200));
    expect(cue?.lines).toEqual(['今天下午三点我们开会讨论预算，', '请大家带上各部门的表。']);
  });

  it('stay a second where the next one leaves room', () => {
    const result = (token: string) => ({
      text: token,
      tokens: [token],
      timesMs: [[0, 100] as [number, number]],
      timesSource: 'cif' as const,
    });
    const segments = [0, 400, 9_000].map((fromMs) => ({ fromMs, toMs: fromMs + 300, result: result('好') }));
    const punct = ['。', '。', '。'];
    const transcript = foldTranscript({ ...facts, createdAt: 0, durationMs: 9_500, segments, punct });
    expect(foldCues(transcript).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [0, 400],
      [400, 1_400],
      [9_000, 9_500],
    ]);
  });

  it('stand 7 s at most where there is a place to break', () => {
    const cues = foldCues(transcribe([...'慢慢地说话的人也要能看'], [], 1_500));
    expect(Math.max(...cues.map(({ fromMs, toMs }) => toMs - fromMs))).toBeLessThanOrEqual(7_000);
  });
});

describe('srt and vtt', () => {
  it('read back as the same cues, from files of any length', () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const cues = foldCues(transcript).map((cue) => ({ ...cue, text: cue.lines.join('\n') }));
        const srt = play(textRenderers.srt(transcript));
        const vtt = play(textRenderers.vtt(transcript));
        const times = cues.map(({ fromMs, toMs }) => [fromMs, toMs]);
        expect(srt.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual(times);
        expect(vtt.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual(times);
        expect(bare(srt.map(({ text }) => text).join(''))).toBe(bare(transcript.text));
        expect(bare(unescape(vtt.map(({ text }) => text).join('')))).toBe(bare(transcript.text));
      }),
    );
  });

  it('look as players expect', () => {
    const transcript = transcribe(['今', '天', 'a<b', '&', '-->', '好'], ['', '。', '', '', '', '。'], 500);
    expect(textRenderers.srt(transcript)).toBe(
      '1\n00:00:00,000 --> 00:00:01,000\n今天。\n\n2\n00:00:01,000 --> 00:00:03,000\nA<b & -->好。\n',
    );
    expect(textRenderers.vtt(transcript)).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n今天。\n\n00:00:01.000 --> 00:00:03.000\nA&lt;b &amp; --&gt;好。\n',
    );
  });

  it('are empty but whole for a transcript without text', () => {
    const empty = transcribe([]);
    const contents = textFormats.map((format) => textRenderers[format](empty));
    expect(contents.slice(0, 3)).toEqual(['', '', 'WEBVTT\n']);
  });
});

describe('txt', () => {
  it('begins a paragraph after five sentences', () => {
    const tokens = Array<string>(7).fill('好');
    const transcript = transcribe(
      tokens,
      tokens.map(() => '。'),
    );
    expect(textRenderers.txt(transcript)).toBe('好。好。好。好。好。\n\n好。好。\n');
  });

  it('begins a paragraph after a long pause', () => {
    const segments = [0, 5_000].map((fromMs) => {
      const result = { text: '', tokens: ['hello'], timesMs: null, timesSource: 'spread' as const };
      return { fromMs, toMs: fromMs + 1_000, result };
    });
    const transcript = foldTranscript({
      ...facts,
      createdAt: 0,
      durationMs: 6_000,
      segments,
      punct: ['。', '。'],
    });
    expect(textRenderers.txt(transcript)).toBe('Hello.\n\nHello.\n');
  });
});

describe('json', () => {
  it('keeps its shape', () => {
    const content = textRenderers.json(transcribe(['好'], ['。']));
    expect(JSON.parse(content)).toEqual({
      format: 'paradeck-transcript',
      version: 1,
      name: 'talk.mp3',
      createdAt: '2023-11-14T22:13:20.000Z',
      editedAt: null,
      durationMs: 250,
      model: { name: 'demo', isDemo: true },
      hotwords: ['张老师'],
      timesSource: 'cif',
      notes: [],
      holes: [],
      text: '好。',
      sentences: [{ text: '好。', fromMs: 0, toMs: 250, words: [{ text: '好。', fromMs: 0, toMs: 250 }] }],
    });
  });
});
