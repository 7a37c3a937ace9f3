import { describe, expect, it } from 'vitest';
import { foldWords } from './transcriptWords.ts';

/** Random tokens and marks, and what CTTransformer.inference of funasr 1.4.16 wrote for them (`_` is no mark). */
const stock = [
  {
    tokens: '的 们 3 们 gpu 好 gpu 3 今 好 我 我 好 USB 我 iPhone 天 我 天',
    punct: '__。_？_。_。？？？_、，、？？。',
    text: '的们3.们gpu?好gpu. 3今。好？我？我？好USB、我，iPhone、天？我？天。',
  },
  {
    tokens: '天 我 们 我 好 USB 天 gpu gpu 们 的 好',
    punct: '、？___？__。__。',
    text: '天、我？们我好USB?天gpu gpu.们的好。',
  },
  {
    tokens: '们 们 3 USB gpu 的 3 的 iPhone iPhone gpu 的',
    punct: '，__、。，__？_？。',
    text: '们，们3 USB、 gpu.的，3的iPhone? Iphone gpu?的。',
  },
];

describe('foldWords', () => {
  it.each(stock)('writes $text as FunASR does', ({ tokens, punct, text }) => {
    const result = { text: '', tokens: tokens.split(' '), timesMs: null, timesSource: 'spread' as const };
    const marks = [...punct].map((mark) => (mark === '_' ? '' : mark));
    const { words } = foldWords([{ fromMs: 0, toMs: 9_000, result }], marks, 9_000);
    expect(words.map((word) => word.text).join('')).toBe(text);
  });

  it('takes times of another length than the tokens for none', () => {
    const result = {
      text: '',
      tokens: ['一', '二'],
      timesMs: [[0, 100] as [number, number]],
      timesSource: 'cif' as const,
    };
    expect(foldWords([{ fromMs: 0, toMs: 900, result }], [], 900).isSpread).toBe(true);
  });

  it('gives a mark to the token of its place, whatever segments lie between', () => {
    const one = (fromMs: number, token: string) => {
      const result = { text: token, tokens: [token], timesMs: null, timesSource: 'spread' as const };
      return { fromMs, toMs: fromMs + 500, result };
    };
    const segments = [one(0, '一'), { fromMs: 600, toMs: 900, result: null }, one(1_000, '二')];
    expect(foldWords(segments, ['，', '。'], 2_000).words.map(({ text }) => text)).toEqual(['一，', '二。']);
  });
});
