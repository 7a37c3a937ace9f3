/** What a model directory is for: from the class its config.yaml names, else from its files. */
import type { ModelCheckLine, ModelRole } from '../../contract/model.ts';
import { makeCheckLine } from './checkLine.ts';
import { countMvn } from './modelCheckMvn.ts';
import { fileProblem, readConfig, weightFiles } from './modelCheckFacts.ts';
import type { ModelFacts } from './modelCheckFacts.ts';

/** Class names FunASR registers (funasr/models) and the engines can run. */
const roleOfClass: Readonly<Record<string, ModelRole>> = {
  Paraformer: 'asr',
  BiCifParaformer: 'asr',
  SeacoParaformer: 'asr',
  ContextualParaformer: 'asr',
  FsmnVADStreaming: 'vad',
  CTTransformer: 'punc',
  CTTransformerStreaming: 'punc',
};

/** Directories exported by older versions write `paraformer` or `bicif_paraformer`. */
const roleOfPlainClass = new Map(Object.entries(roleOfClass).map(([name, role]) => [plain(name), role]));

/** null: neither config.yaml nor weights are here. */
export function detectRole(facts: ModelFacts): ModelRole | null {
  const named = roleOfPlainClass.get(plain(classOf(facts) ?? ''));
  if (named) return named;
  const hasAny = facts.files['config.yaml'] !== undefined || weightFiles.some((name) => facts.files[name]);
  if (!hasAny) return null;
  if (facts.files['am.mvn'] === undefined) return facts.files['tokens.json'] ? 'punc' : 'asr';
  return countMvn(facts.mvn ?? '')?.shift === 400 ? 'vad' : 'asr';
}

export function judgeClass(facts: ModelFacts, role: ModelRole): ModelCheckLine {
  const item = 'config.yaml';
  const problem = fileProblem(facts, item);
  if (problem !== null) return makeCheckLine(item, false, problem);
  if (facts.config === null) return makeCheckLine(item, false, { code: 'config-unreadable' });
  const className = classOf(facts);
  if (className === null) return makeCheckLine(item, false, { code: 'class-unnamed' });
  const isGood = roleOfPlainClass.get(plain(className)) === role;
  const known = Object.keys(roleOfClass).join(', ');
  const words = { code: isGood ? 'class-good' : 'class-unknown', detail: { className, known } } as const;
  return makeCheckLine(item, isGood, words);
}

function classOf({ config }: ModelFacts): string | null {
  const name = readConfig(config, ['model']);
  return typeof name === 'string' ? name : null;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}
