import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { cutSnippet, renderIndexText, renderSearchQuery } from './searchText.ts';

// The real index: what is rendered only means something to it.
const db = new DatabaseSync(':memory:');
db.exec(
  `CREATE VIRTUAL TABLE t USING fts5 (body, content='', contentless_delete=1,
   tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co So'")`,
);
const insert = db.prepare('INSERT OR REPLACE INTO t (rowid, body) VALUES (1, ?)');
const select = db.prepare('SELECT count(*) AS n FROM t WHERE t MATCH ?');
afterAll(() => db.close());

function isFound(text: string, query: string): boolean {
  insert.run(renderIndexText(text));
  const match = renderSearchQuery(query);
  return match !== null && Number(select.get(match)?.['n']) > 0;
}

const han = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fff }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x3400, max: 0x4dbf }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x20000, max: 0x2a6df }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x30000, max: 0x3134a }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x2f00, max: 0x2fd5 }) },
);
const character = fc.oneof(
  { weight: 8, arbitrary: han.map((code) => String.fromCodePoint(code)) },
  { weight: 2, arbitrary: fc.constantFrom(...' ，。"\'*-^():GPU显存abＡ１24é\n') },
);
const textAndRange = fc
  .tuple(fc.array(character, { minLength: 1, maxLength: 60 }), fc.nat(), fc.nat())
  .map(([characters, a, b]) => {
    const from = a % characters.length;
    const to = from + 1 + (b % (characters.length - from));
    return { text: characters.join(''), part: characters.slice(from, to) };
  });

describe('searching', () => {
  it('finds every stretch of Chinese characters, however short, in the text that holds it', () => {
    fc.assert(
      fc.property(textAndRange, ({ text, part }) => {
        const chinese = part.filter((each) => /\p{Script=Han}/u.test(each));
        fc.pre(chinese.length === part.length);
        expect(isFound(text, part.join(''))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.string({ maxLength: 30 }),
        (query, text) => {
          isFound(text, query);
          cutSnippet(text, query);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('does not find characters in another order, or parts of Latin words', () => {
    expect(isFound('语音识别', '识语')).toBe(false);
    expect(isFound('the paraformer', 'para')).toBe(false);
  });

  it.each([
    ['一个Paraformer模型', 'PARAFORMER'],
    ['用ＧＰＵ跑', 'gpu'],
    ['用GPU跑', 'ｇｐｕ'],
    ['你好，世界', '你好世界'],
    ['他说"好"', '"好"'],
    ['显存不够，报错了', '报错 显存'],
    ['don’t stop', "don't"],
    ['Café', 'cafe'],
  ])('finds in %j what is asked as %j', (text, query) => {
    expect(isFound(text, query)).toBe(true);
  });

  it('has nothing to look for in punctuation', () => {
    expect(renderSearchQuery('。"*" - ')).toBeNull();
    expect(renderSearchQuery('')).toBeNull();
  });
});

describe('cutSnippet', () => {
  it('gives the sentence around the hit, as written', () => {
    expect(cutSnippet('今天很好。我们用 GPU 跑 Paraformer！明天再说。', 'paraformer')).toBe(
      '我们用 GPU 跑 Paraformer！',
    );
  });

  it('matches over punctuation and by whole Latin words', () => {
    expect(cutSnippet('那里。你，好吗？', '你好')).toBe('你，好吗？');
    expect(cutSnippet('The other? The he is here.\nhe', 'he')).toBe('The he is here.');
  });

  it('cuts long sentences and says so', () => {
    const snippet = cutSnippet(`${'甲'.repeat(100)}目标${'乙'.repeat(300)}`, '目标');
    expect(snippet).toBe(`…${'甲'.repeat(24)}目标${'乙'.repeat(72)}…`);
  });

  it('shows the beginning where the text holds no hit', () => {
    expect(cutSnippet('只有这些。', '没有')).toBe('只有这些。');
  });

  it('always shows the Chinese words asked for', () => {
    fc.assert(
      fc.property(textAndRange, ({ text, part }) => {
        fc.pre(part.every((each) => /[\u4e00-\u9fff]/u.test(each)));
        expect(cutSnippet(text, part.join('')).replaceAll(/[^\p{L}\p{N}]/gu, '')).toContain(part.join(''));
      }),
    );
  });
});
