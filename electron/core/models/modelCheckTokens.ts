/** tokens.json: the vocabulary, in the order the net was trained with. */
import { z } from 'zod';
import type { ModelCheckLine } from '../../contract/model.ts';
import { fileProblem, readConfig } from './modelCheckFacts.ts';
import type { ModelFacts } from './modelCheckFacts.ts';

const list = z.array(z.string()).min(1);
const opening = ['<blank>', '<s>', '</s>'];

/** One line for the list, and one for its size where the config names it. FunASR itself refuses twins and a missing `<unk>`. */
export function judgeTokens(facts: ModelFacts): ModelCheckLine[] {
  const item = 'tokens.json';
  const missing = fileProblem(facts, item);
  if (missing !== null) return [{ item, isGood: false, message: missing }];
  const parsed = list.safeParse(facts.tokens);
  if (!parsed.success) return [{ item, isGood: false, message: 'tokens.json is not a JSON list of texts.' }];
  const problem = listProblem(parsed.data);
  const line = { item, isGood: problem === null, message: problem ?? `${parsed.data.length} tokens.` };
  return [line, ...judgeSize(facts.config, parsed.data.length)];
}

function listProblem(tokens: readonly string[]): string | null {
  const seen = new Set<string>();
  const twin = tokens.find((token) => seen.size === seen.add(token).size);
  if (twin !== undefined) return `The token ${JSON.stringify(twin)} stands twice in tokens.json.`;
  if (!tokens.includes('<unk>')) return 'tokens.json lacks the token <unk>.';
  const isInOrder = opening.every((token, index) => tokens[index] === token) && tokens.at(-1) === '<unk>';
  return isInOrder ? null : 'tokens.json must begin with <blank>, <s>, </s> and end with <unk>.';
}

function judgeSize(config: unknown, count: number): ModelCheckLine[] {
  const given = [['vocab_size'], ['model_conf', 'vocab_size']].map((path) => readConfig(config, path));
  const size = given.find((value) => typeof value === 'number');
  if (size === undefined) return [];
  const isGood = size === count;
  const message = isGood
    ? 'As config.yaml says.'
    : `config.yaml says ${String(size)} tokens, tokens.json has ${count}.`;
  return [{ item: 'vocabulary', isGood, message }];
}
