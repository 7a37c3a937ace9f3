/** The precheck of models: of each role at least one that works, and every one that does not. */
import type { ModelRole, ModelView } from '../../contract/model.ts';
import type { CodedFinding } from './prechecksFacts.ts';

const roles: readonly ModelRole[] = ['asr', 'vad', 'punc'];
const names = { asr: 'speech recognition', vad: 'speech detection', punc: 'punctuation' } as const;

export function judgeModels(models: readonly ModelView[]): CodedFinding[] {
  const missing = roles.filter((role) => !models.some((model) => model.role === role && model.isUsable));
  const broken = models.filter((model) => !model.isUsable).map(describeBroken);
  if (missing.length > 0) return [...missing.map(describeMissing), ...broken];
  const count = models.filter((model) => model.isUsable).length;
  const message = `${count} models can be used.`;
  return [{ code: 'models-good', verdict: 'good', message, fix: null, detail: { count } }, ...broken];
}

function describeMissing(role: ModelRole): CodedFinding {
  const message = `No model for ${names[role]} can be used.`;
  const fix = 'Add a model folder in Settings.';
  return { code: 'model-role-missing', verdict: 'bad', message, fix, detail: { role } };
}

function describeBroken(model: ModelView): CodedFinding {
  const cause = model.checks.find((line) => !line.isGood)?.message ?? 'unknown';
  const message = `The model ${model.name} (${model.dir}) cannot be used: ${cause}`;
  const detail = { name: model.name, dir: model.dir, role: model.role, cause };
  const fix = model.isDemo
    ? 'Copy the folder resources/demo-model of ParaDeck again.'
    : 'Repair the folder and add it again, or remove it from the list.';
  return { code: 'model-broken', verdict: 'warning', message, fix, detail };
}
