/** The names under which programs ask for a model, and what each stands for. */
import type { InstanceView } from '../../contract/instance.ts';
import type { ModelView } from '../../contract/model.ts';
import { Failed } from '../failed.ts';

/** Programs made for OpenAI's service ask for it by this name: whichever model the fleet has. */
export const anyModel = 'whisper-1';

export interface ServedModel {
  readonly id: string;
  readonly name: string;
}

/** The models of the instances, each once, in their order. */
export function listServed(
  instances: readonly InstanceView[],
  models: readonly ModelView[],
): readonly ServedModel[] {
  const ids = [...new Set(instances.map(({ spec }) => spec.modelId))];
  return ids.map((id) => ({ id, name: models.find((model) => model.id === id)?.name ?? id }));
}

/** A model's id; null: any will do. Throws model-not-found with the names there are. */
export function findServed(asked: string | null, served: readonly ServedModel[]): string | null {
  if (asked === null || asked === '' || asked === anyModel) return null;
  const wanted = asked.toLowerCase();
  const found =
    served.find(({ id }) => id === asked) ??
    served.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (found) return found.id;
  const names = [anyModel, ...served.map(({ id }) => id)].join(', ');
  throw new Failed(
    'model-not-found',
    `no instance has the model ${asked.slice(0, 100)}; there are: ${names}`,
    {
      field: 'model',
      models: names,
    },
  );
}
