import { describe, expect, it } from 'vitest';
import { judgeModel } from './modelCheck.ts';
import type { ModelFacts } from './modelCheckFacts.ts';

const file = (bytes = 1_000) => ({ bytes, isPointer: false });
const mvn = (shift: number, rescale = shift) => {
  const row = (count: number) => `<LearnRateCoef> 0 [ ${Array<string>(count).fill('-1.5e-1').join(' ')} ]`;
  const body = `<AddShift> ${shift} ${shift}\n${row(shift)}\n<Rescale> ${rescale} ${rescale}\n${row(rescale)}`;
  return `<Nnet>\n<Splice> ${shift} ${shift}\n[ 0 ]\n${body}\n</Nnet>\n`;
};
const tokens = ['<blank>', '<s>', '</s>', '今', '天', '<unk>'];

const asr: ModelFacts = {
  files: { 'config.yaml': file(), 'model.onnx': file(), 'tokens.json': file(), 'am.mvn': file() },
  config: { model: 'Paraformer' },
  tokens,
  mvn: mvn(560),
};
const vad: ModelFacts = {
  files: { 'config.yaml': file(), 'model.onnx': file(), 'am.mvn': file() },
  config: { model: 'FsmnVADStreaming' },
  tokens: null,
  mvn: mvn(400),
};
const punc: ModelFacts = {
  files: { 'config.yaml': file(), 'model_quant.onnx': file(), 'tokens.json': file() },
  config: { model: 'CTTransformer' },
  tokens,
  mvn: null,
};

const without = (facts: ModelFacts, name: string): ModelFacts => {
  const files = Object.fromEntries(Object.entries(facts.files).filter(([key]) => key !== name));
  return { ...facts, files };
};
const complaints = (facts: ModelFacts) => judgeModel(facts)?.checks.filter((line) => !line.isGood) ?? [];

describe('judgeModel', () => {
  it.each([
    ['asr', asr],
    ['vad', vad],
    ['punc', punc],
  ] as const)('finds a whole %s model usable', (role, facts) => {
    expect(judgeModel(facts)).toMatchObject({ role, isUsable: true });
    expect(complaints(facts)).toEqual([]);
  });

  it('finds nothing in a folder with neither config nor weights', () => {
    expect(judgeModel({ files: { 'notes.txt': file() }, config: null, tokens: null, mvn: null })).toBeNull();
  });

  it.each([
    ['asr', without(asr, 'config.yaml')],
    ['vad', without(vad, 'config.yaml')],
    ['punc', without(punc, 'config.yaml')],
  ] as const)('knows the %s role by its files when config.yaml is missing', (role, facts) => {
    const verdict = judgeModel({ ...facts, config: null });
    expect(verdict).toMatchObject({ role, isUsable: false });
    expect(verdict?.checks[0]).toMatchObject({
      item: 'config.yaml',
      isGood: false,
      message: 'config.yaml is missing.',
      code: 'file-missing',
    });
  });

  it.each([
    ['a class nobody can run', { ...asr, config: { model: 'Whisper' } }, 'The class Whisper'],
    ['no class', { ...asr, config: { encoder: 'SANMEncoder' } }, 'no line "model:"'],
    ['unreadable YAML', { ...asr, config: null }, 'not readable as YAML'],
    ['no weights', without(asr, 'model.onnx'), 'No weights'],
    ['no tokens', without(asr, 'tokens.json'), 'tokens.json is missing'],
    ['no am.mvn', without(asr, 'am.mvn'), 'am.mvn is missing'],
    ['an empty file', { ...asr, files: { ...asr.files, 'model.onnx': file(0) } }, 'model.onnx is empty'],
    [
      'a Git LFS pointer',
      { ...asr, files: { ...asr.files, 'model.onnx': { bytes: 130, isPointer: true } } },
      'model.onnx is only a Git LFS pointer',
    ],
    ['tokens of another kind', { ...asr, tokens: { 今: 1 } }, 'not a JSON list'],
    ['tokens that are no JSON', { ...asr, tokens: null }, 'not a JSON list'],
    ['twins', { ...asr, tokens: ['<blank>', '<s>', '</s>', '今', '今', '<unk>'] }, '"今" stands twice'],
    ['no <unk>', { ...asr, tokens: tokens.slice(0, -1) }, 'lacks the token <unk>'],
    [
      'another order',
      { ...asr, tokens: ['<unk>', ...tokens.slice(0, -1)] },
      'must begin with <blank>, <s>, </s>',
    ],
    [
      'a vocabulary of another size',
      { ...asr, config: { model: 'Paraformer', vocab_size: 8404 } },
      'says 8404 tokens',
    ],
    ['an am.mvn of the detector', { ...asr, mvn: mvn(400) }, 'holds 400 and 400 values where 560 and 560'],
    ['an am.mvn that does not agree', { ...vad, mvn: mvn(400, 399) }, 'holds 400 and 399'],
    ['an am.mvn without rows', { ...vad, mvn: '<Nnet>\n<AddShift>\n' }, 'lacks a readable <AddShift>'],
    ['an am.mvn with words', { ...vad, mvn: mvn(400).replace('-1.5e-1', 'nan') }, 'lacks a readable'],
  ])('complains of %s in one line of plain words', (_, facts, message) => {
    const lines = complaints(facts);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.message).toContain(message);
    expect(judgeModel(facts)?.isUsable).toBe(false);
  });

  it.each(['paraformer', 'bicif_paraformer', 'SeacoParaformer'])('takes the class written as %s', (name) => {
    expect(judgeModel({ ...asr, config: { model: name } })).toMatchObject({ role: 'asr', isUsable: true });
  });

  it('takes a checkpoint alone for every role: fronts run on the funasr engine as well', () => {
    const files = { ...without(vad, 'model.onnx').files, 'model.pt': file() };
    expect(complaints({ ...vad, files })).toEqual([]);
    expect(judgeModel({ ...vad, files })?.precisions).toEqual(['fp32']);
  });
  it('refuses a punctuation model that works on words', () => {
    const files = { ...punc.files, jieba_usr_dict: file() };
    expect(complaints({ ...punc, files }).map(({ item }) => item)).toEqual(['jieba_usr_dict']);
  });

  it('offers the precisions of the weights that are whole', () => {
    const having = (...names: string[]) => {
      const files = Object.fromEntries(names.map((name) => [name, file()]));
      return judgeModel({ ...asr, files: { ...without(asr, 'model.onnx').files, ...files } })?.precisions;
    };
    expect(having('model.onnx', 'model_quant.onnx', 'model.pt')).toEqual(['fp32', 'int8']);
    expect(having('model_quant.onnx')).toEqual(['int8']);
    expect(having('model.pt')).toEqual(['fp32']);
    expect(having()).toEqual([]);
    const pointer = { ...asr.files, 'model_quant.onnx': { bytes: 130, isPointer: true } };
    expect(judgeModel({ ...asr, files: pointer })?.precisions).toEqual(['fp32']);
  });

  it('says which engine the weights are for', () => {
    const files = { ...without(asr, 'model.onnx').files, 'model.pt': file(3 * 2 ** 20) };
    const line = judgeModel({ ...asr, files })?.checks.find(({ item }) => item === 'model.pt');
    expect(line?.message).toContain(
      '3.0 MiB, for the funasr engine only: there is no graph for the onnx engine',
    );
  });

  it('judges a vocabulary of a real size at once', () => {
    const many = [...tokens.slice(0, -1), ...Array.from({ length: 272_722 }, (_, at) => `t${at}`), '<unk>'];
    const beganAt = performance.now();
    expect(complaints({ ...punc, tokens: many })).toEqual([]);
    expect(performance.now() - beganAt).toBeLessThan(10_000);
  });
});
