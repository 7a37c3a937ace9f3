import { expect, it } from 'vitest';
import { interpreterCheckCode, torchReasonCode } from './engine.ts';
import { findingTextsEn } from './findingTextsEn.ts';
import { findingTextsZhCN } from './findingTextsZhCN.ts';
import { interpreterTextsEn, interpreterTextsZhCN } from './interpreterTexts.ts';
import { findingCode } from './machine.ts';
import type { Finding } from './machine.ts';
import { modelCheckCode } from './model.ts';
import { modelCheckTextsEn, modelCheckTextsZhCN } from './modelCheckTexts.ts';
import { torchReasonTextsEn, torchReasonTextsZhCN } from './torchReasonTexts.ts';

/** Every detail there is, each showing its own name. */
const named = (over: Finding['detail'] = {}): Finding['detail'] =>
  new Proxy(over, { get: (given, name) => given[String(name)] ?? `<${String(name)}>` });
const holes = (text: string): string[] => [...new Set(text.match(/<\w+>/g))].sort();

it.each(findingCode.options)('%s is said in both languages, with the same details', (code) => {
  const [english, chinese] = [findingTextsEn[code], findingTextsZhCN[code]];
  for (const over of [{}, { where: 'container' }, { where: 'wsl' }, { better: '' }]) {
    const detail = named(over);
    expect(holes(chinese.cause(detail))).toEqual(holes(english.cause(detail)));
    const [fix, chineseFix] = [english.fix?.(detail), chinese.fix?.(detail)];
    expect(holes(chineseFix ?? '')).toEqual(holes(fix ?? ''));
    for (const text of [english.cause(detail), ...(fix === undefined ? [] : [fix])]) {
      expect(text).not.toMatch(/\p{Script=Han}|undefined/u);
      expect(text.trim()).toBe(text);
    }
    for (const text of [chinese.cause(detail), ...(chineseFix === undefined ? [] : [chineseFix])]) {
      expect(text).toMatch(/\p{Script=Han}|ffmpeg|torch/u);
      expect(text).not.toMatch(/[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]/);
    }
    expect(chineseFix === undefined).toBe(fix === undefined);
  }
});

type Said = (detail: Finding['detail']) => string;

/** The same details in both, each in its own script. */
function expectBoth(english: Said, chinese: Said, details: readonly Finding['detail'][]): void {
  for (const over of details) {
    const detail = named(over);
    expect(holes(chinese(detail))).toEqual(holes(english(detail)));
    expect(english(detail)).not.toMatch(/\p{Script=Han}|undefined/u);
    expect(chinese(detail)).toMatch(/\p{Script=Han}/u);
    expect(chinese(detail)).not.toMatch(/[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]/);
  }
}

it.each(modelCheckCode.options)('the line %s of a model\u2019s check is said in both languages', (code) => {
  expectBoth(modelCheckTextsEn[code], modelCheckTextsZhCN[code], [{}, { role: 'asr' }]);
});

it.each(torchReasonCode.options)('the reason %s for a build is said in both languages', (code) => {
  expectBoth(torchReasonTextsEn[code], torchReasonTextsZhCN[code], [{}]);
});

it.each(interpreterCheckCode.options)('%s of a Python is said in both languages', (code) => {
  expectBoth(interpreterTextsEn[code], interpreterTextsZhCN[code], [{}, { needed: '' }]);
});
