/** The precheck of models: of each role at least one that works, every one that does not, and what could not be fetched. */
import type { ModelCheckCode, ModelFetch, ModelRole, ModelView } from '../../contract/model.ts';
import { makeFinding } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { quote } from './fixCommands.ts';
import type { BoxFacts, CodedFinding } from './prechecksFacts.ts';

const roles: readonly ModelRole[] = ['asr', 'vad', 'punc'];
/** The mirror people behind slow links to Hugging Face use. */
const mirror = 'https://hf-mirror.com';

export function judgeModels(facts: BoxFacts): CodedFinding[] {
  const { models, fetches } = facts;
  const usable = models.filter(({ isUsable }) => isUsable);
  const missing = roles.filter((role) => !usable.some((model) => model.role === role));
  const plans: FindingPlan[] = [
    ...(missing.length > 0
      ? missing.map((role): FindingPlan => ({ code: 'model-role-missing', verdict: 'bad', detail: { role } }))
      : [{ code: 'models-good', verdict: 'good', detail: { count: usable.length } } as const]),
    ...models.filter(({ isUsable }) => !isUsable).map(planBroken),
    ...newestFailures(fetches).map((fetch) => planFetch(facts, fetch)),
  ];
  return plans.map((plan) => makeFinding('models', plan));
}

/** The line's own code and detail come along: the cause is said in the reader's language. */
function planBroken(model: ModelView): FindingPlan {
  const { name, dir, role } = model;
  const line = model.checks.find(({ isGood }) => !isGood);
  const isPartial = incomplete.has(line?.code ?? '') && !model.isDemo;
  const command = line?.code === 'file-pointer' ? `git -C ${quote(dir)} lfs pull` : null;
  const cause = { cause: line?.message ?? '?', lineCode: line?.code ?? '' };
  const detail = { ...line?.detail, ...cause, name, dir, role };
  return { code: isPartial ? 'model-incomplete' : 'model-broken', verdict: 'warning', detail, command };
}

/** A download that was cut off, not a model of another kind. */
const incomplete: ReadonlySet<string> = new Set([
  'file-missing',
  'file-empty',
  'file-pointer',
  'weights-missing',
] satisfies ModelCheckCode[]);

/** Of each model the last try counts: what came in the end is no trouble any more. */
function newestFailures(fetches: readonly ModelFetch[]): ModelFetch[] {
  const newest = new Map(
    fetches.toSorted((a, b) => a.startedAt - b.startedAt).map((one) => [one.fullId, one]),
  );
  return [...newest.values()].filter(({ state }) => state === 'failed');
}

/** Where no mirror is set, the next start of the host has one; else the fetch is tried again. */
function planFetch(facts: BoxFacts, { fullId, hub, failure }: ModelFetch): FindingPlan {
  const { program, hasMirror, platform } = facts;
  const isBare = hub === 'huggingface' && !hasMirror;
  const setMirror = platform.platform === 'win32' ? `set HF_ENDPOINT=${mirror}&&` : `HF_ENDPOINT=${mirror}`;
  const again = `${program} models get ${fullId} --hub ${hub}`;
  const name = hub === 'huggingface' ? 'Hugging Face' : 'ModelScope';
  const detail = { fullId, hub: name, cause: failure?.message ?? '?' };
  const command = isBare ? `${setMirror} ${program} serve` : again;
  return { code: 'model-fetch-failed', verdict: 'warning', detail, command };
}
