/** The verdict on a model directory from what was read of it: role, lines in plain words, precisions. */
import type { ModelCheckLine, ModelRole, ModelView } from '../../contract/model.ts';
import { makeCheckLine } from './checkLine.ts';
import type { CheckWords } from './checkLine.ts';
import { fileProblem, weightFiles } from './modelCheckFacts.ts';
import type { ModelFacts } from './modelCheckFacts.ts';
import { judgeMvn } from './modelCheckMvn.ts';
import { detectRole, judgeClass } from './modelCheckRole.ts';
import { judgeTokens } from './modelCheckTokens.ts';

export interface ModelVerdict {
  readonly role: ModelRole;
  readonly checks: ModelCheckLine[];
  readonly precisions: ModelView['precisions'];
  readonly isUsable: boolean;
}

/** null: nothing here looks like a model. */
export function judgeModel(facts: ModelFacts): ModelVerdict | null {
  const role = detectRole(facts);
  if (role === null) return null;
  const checks = [
    judgeClass(facts, role),
    ...judgeWeights(facts),
    ...(role === 'vad' ? [] : judgeTokens(facts)),
    ...(role === 'punc' ? judgeDictionary(facts) : [judgeMvn(facts, role)]),
  ];
  return {
    role,
    checks,
    precisions: foldPrecisions(facts),
    isUsable: checks.every((line) => line.isGood),
  };
}

function judgeWeights(facts: ModelFacts): ModelCheckLine[] {
  const present = weightFiles.filter((name) => facts.files[name] !== undefined);
  if (present.length === 0) return [makeCheckLine('weights', false, { code: 'weights-missing' })];
  return present.map((item) => {
    const problem = fileProblem(facts, item);
    return makeCheckLine(item, problem === null, problem ?? describeWeights(facts, item));
  });
}

/** A punctuation model that works on words cut by jieba: the onnx engine cuts none. */
function judgeDictionary({ files }: ModelFacts): ModelCheckLine[] {
  const item = 'jieba_usr_dict';
  return files[item] === undefined ? [] : [makeCheckLine(item, false, { code: 'words-needed' })];
}

function describeWeights({ files }: ModelFacts, name: string): CheckWords {
  const detail = { size: `${((files[name]?.bytes ?? 0) / 2 ** 20).toFixed(1)} MiB` };
  if (name !== 'model.pt') return { code: 'weights-onnx', detail };
  const hasGraph = files['model.onnx'] !== undefined || files['model_quant.onnx'] !== undefined;
  return { code: hasGraph ? 'weights-funasr' : 'weights-funasr-only', detail };
}

function foldPrecisions(facts: ModelFacts): ModelView['precisions'] {
  const has = (name: string): boolean => fileProblem(facts, name) === null;
  const isFull = has('model.onnx') || has('model.pt');
  return [...(isFull ? ['fp32' as const] : []), ...(has('model_quant.onnx') ? ['int8' as const] : [])];
}
