/** tokens.json: the vocabulary, in the order the net was trained with. */
import { z } from 'zod';
import type { ModelCheckLine } from '../../contract/model.ts';
import { makeCheckLine } from './checkLine.ts';
import type { CheckWords } from './checkLine.ts';
import { fileProblem, readConfig } from './modelCheckFacts.ts';
import type { ModelFacts } from './modelCheckFacts.ts';

const list = z.array(z.string()).min(1);
const opening = ['<blank>', '<s>', '</s>'];

/** One line for the list, and one for its size where the config names it. FunASR itself refuses twins and a missing `<unk>`. */
export function judgeTokens(facts: ModelFacts): ModelCheckLine[] {
  const item = 'tokens.json';
  const missing = fileProblem(facts, item);
  if (missing !== null) return [makeCheckLine(item, false, missing)];
  const parsed = list.safeParse(facts.tokens);
  if (!parsed.success) return [makeCheckLine(item, false, { code: 'tokens-no-list' })];
  const count = parsed.data.length;
  const problem = listProblem(parsed.data);
  const line = makeCheckLine(item, problem === null, problem ?? { code: 'tokens-good', detail: { count } });
  return [line, ...judgeSize(facts.config, count)];
}

function listProblem(tokens: readonly string[]): CheckWords | null {
  const seen = new Set<string>();
  const twin = tokens.find((token) => seen.size === seen.add(token).size);
  if (twin !== undefined) return { code: 'tokens-twice', detail: { token: JSON.stringify(twin) } };
  if (!tokens.includes('<unk>')) return { code: 'tokens-no-unk' };
  const isInOrder = opening.every((token, index) => tokens[index] === token) && tokens.at(-1) === '<unk>';
  return isInOrder ? null : { code: 'tokens-order' };
}

function judgeSize(config: unknown, count: number): ModelCheckLine[] {
  const given = [['vocab_size'], ['model_conf', 'vocab_size']].map((path) => readConfig(config, path));
  const size = given.find((value) => typeof value === 'number');
  if (size === undefined) return [];
  const isGood = size === count;
  const code = isGood ? 'vocabulary-good' : 'vocabulary-size';
  return [makeCheckLine('vocabulary', isGood, { code, detail: { size, count } })];
}
