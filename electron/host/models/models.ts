/** The model directories the app knows: the demo model's and those the user added. */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { modelRole } from '../../contract/model.ts';
import type { ModelView } from '../../contract/model.ts';
import { Failed } from '../../core/failed.ts';
import { openJsonFile, readJsonFile } from '../home/jsonFile.ts';
import type { JsonFile } from '../home/jsonFile.ts';
import { checkModel } from './modelsCheck.ts';
import { digestCache } from './modelsDigest.ts';
import type { DigestCache } from './modelsDigest.ts';
import { findModels, modelParts } from './modelsFind.ts';
import { readModelAbout } from './modelsRead.ts';
import type { Emit, Log, Models } from '../ports.ts';

export interface ModelsPorts {
  readonly home: string;
  /** Folder with asr/, vad/ and punc/. */
  readonly demoDir: string;
  readonly emit: Emit;
  readonly log: Log;
}

/** models.json in the data home. */
const registry = z.object({
  models: z.array(z.object({ id: z.string(), dir: z.string(), role: modelRole })),
  digests: digestCache,
});

type Registry = z.infer<typeof registry>;

/** Opens models.json; every directory has been checked when it resolves, and weights not seen before hashed. */
export async function openModels(ports: ModelsPorts): Promise<Models> {
  const path = join(ports.home, 'models.json');
  const file = await openJsonFile<Registry>({
    path,
    schema: registry,
    fallback: { models: [], digests: {} },
  });
  if (file.problem !== null) ports.log.warn(file.problem, { path });
  const digests = structuredClone(file.get().digests);
  const added = await Promise.all(file.get().models.map((entry) => checkModel(entry, digests, null)));
  const known = { file, digests, demo: await checkDemo(ports.demoDir), emit: ports.emit };
  const models = new KnownModels(known, added);
  if (JSON.stringify(digests) !== JSON.stringify(file.get().digests)) await models.save();
  return models;
}

/** The same models for a look from outside: nothing is made, kept or watched. */
export async function readModels(home: string, demoDir: string): Promise<readonly ModelView[]> {
  const known = await readJsonFile<Registry>(join(home, 'models.json'), registry);
  const digests = structuredClone(known?.digests ?? {});
  const added = (known?.models ?? []).map((entry) => checkModel(entry, digests, null));
  return [...(await checkDemo(demoDir)), ...(await Promise.all(added))];
}

interface Known {
  readonly file: JsonFile<Registry>;
  readonly digests: DigestCache;
  readonly demo: readonly ModelView[];
  readonly emit: Emit;
}

class KnownModels implements Models {
  readonly #known: Known;
  #added: readonly ModelView[];
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(known: Known, added: readonly ModelView[]) {
    this.#known = known;
    this.#added = added;
  }

  list(): readonly ModelView[] {
    return [...this.#known.demo, ...this.#added];
  }

  find(id: string): ModelView | undefined {
    return this.list().find((model) => model.id === id);
  }

  async add(dir: string): Promise<readonly ModelView[]> {
    const entries = await findModels(dir);
    const views = await Promise.all(entries.map((entry) => checkModel(entry, this.#known.digests, null)));
    const empty = views.find((view) => view.checks.some((line) => line.item === 'folder'));
    if (empty) throw new Failed('model-invalid', empty.checks[0]?.message ?? '', { dir: empty.dir });
    const builtIn = await Promise.all(this.#known.demo.map((model) => resolveDir(model.dir)));
    const resolved = await Promise.all(views.map((view) => resolveDir(view.dir)));
    const fresh = views.filter((_, index) => !builtIn.includes(resolved[index] ?? ''));
    const isKept = (model: ModelView): boolean => !fresh.some((view) => view.id === model.id);
    await this.#change((before) => [...before.filter(isKept), ...fresh]);
    return this.list();
  }

  async remove(id: string): Promise<void> {
    if (this.#known.demo.some((model) => model.id === id)) {
      throw new Failed('forbidden', 'The demo model is part of ParaDeck and cannot be removed.', { id });
    }
    await this.#change((before) => {
      const after = before.filter((model) => model.id !== id);
      if (after.length === before.length)
        throw new Failed('model-not-found', `There is no model ${id}.`, { id });
      return after;
    });
  }

  /** Keeps the digests of files that still belong to a model. */
  async save(models = this.#added): Promise<void> {
    const isOfModel = ([path]: [string, unknown]): boolean => models.some(({ dir }) => path.startsWith(dir));
    await this.#known.file.set({
      models: models.map(({ id, dir, role }) => ({ id, dir, role })),
      digests: Object.fromEntries(Object.entries(this.#known.digests).filter(isOfModel)),
    });
  }

  /** One change at a time, shown once it is on disk. */
  async #change(step: (before: readonly ModelView[]) => readonly ModelView[]): Promise<void> {
    const change = this.#lastChange.then(async () => {
      const after = step(this.#added);
      await this.save(after);
      this.#added = after;
      this.#known.emit({ type: 'models.changed', models: [...this.list()] });
    });
    this.#lastChange = change.catch(() => undefined);
    await change;
  }
}

/** demo-asr, demo-vad and demo-punc; what paradeck.json in asr/ says holds for all three. */
async function checkDemo(demoDir: string): Promise<ModelView[]> {
  const about = { name: 'ParaDeck demo', ...(await readModelAbout(join(demoDir, 'asr'))) };
  const entries = modelParts.map((role) => ({ id: `demo-${role}`, dir: join(demoDir, role), role }));
  return await Promise.all(entries.map((entry) => checkModel(entry, {}, about)));
}

async function resolveDir(dir: string): Promise<string> {
  return await realpath(dir).catch(() => dir);
}
