import { cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelView } from '../../contract/model.ts';
import type { PushEvent } from '../../contract/push.ts';
import { openModels } from './models.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const notice = { 'zh-CN': '只供试用', en: 'For trying only.' };

let root = '';
let demoDir = '';
let home = '';
let events: PushEvent[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paradeck-models-'));
  [demoDir, home] = [join(root, 'demo-model'), join(root, 'home')];
  events = [];
  await writeModels(demoDir);
  await writeFile(
    join(demoDir, 'asr', 'paradeck.json'),
    JSON.stringify({ name: 'Demo', demo: true, notice }),
  );
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

const open = () => openModels({ home, demoDir, log, emit: (event) => events.push(event) });

function mvn(count: number): string {
  const row = `<LearnRateCoef> 0 [ ${Array<string>(count).fill('1').join(' ')} ]`;
  return `<Nnet>\n<AddShift> ${count} ${count}\n${row}\n<Rescale> ${count} ${count}\n${row}\n</Nnet>\n`;
}

/** asr/, vad/ and punc/ that pass every check, with weights of a few bytes. */
async function writeModels(dir: string): Promise<void> {
  const tokens = JSON.stringify(['<blank>', '<s>', '</s>', '今', '<unk>']);
  const parts = {
    asr: { 'config.yaml': 'model: Paraformer\n', 'tokens.json': tokens, 'am.mvn': mvn(560) },
    vad: { 'config.yaml': 'model: FsmnVADStreaming\n', 'am.mvn': mvn(400) },
    punc: { 'config.yaml': 'model: CTTransformer\n', 'tokens.json': tokens },
  };
  for (const [part, files] of Object.entries(parts)) {
    await mkdir(join(dir, part), { recursive: true });
    for (const [name, text] of Object.entries({ ...files, 'model.onnx': `weights of ${part}` })) {
      await writeFile(join(dir, part, name), text);
    }
  }
}

describe('openModels', () => {
  it('knows the demo model, marked as such, with its notice and a key', async () => {
    const models = await open();
    expect(
      models.list().map(({ id, role, name, isDemo, isUsable }) => ({ id, role, name, isDemo, isUsable })),
    ).toEqual(
      ['asr', 'vad', 'punc'].map((role) => ({
        id: `demo-${role}`,
        role,
        name: 'Demo',
        isDemo: true,
        isUsable: true,
      })),
    );
    for (const model of models.list()) expect(modelView.parse(model)).toMatchObject({ notice });
    expect(models.find('demo-asr')).toMatchObject({
      precisions: ['fp32'],
      modelKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(models.find('demo-vad')?.modelKey).toBeNull();
    expect(models.find('other')).toBeUndefined();
  });

  it('opens without a demo model and says where it was looked for', async () => {
    await rm(demoDir, { recursive: true });
    const [asr] = (await open()).list();
    expect(asr).toMatchObject({ id: 'demo-asr', isUsable: false, precisions: [] });
    expect(asr?.checks[0]?.message).toBe(`${join(demoDir, 'asr')} does not exist.`);
  });

  it('adds one model, tells the panels, and knows it after a restart', async () => {
    const own = join(root, 'paraformer-large');
    await cp(join(demoDir, 'asr'), own, { recursive: true });
    await rm(join(own, 'paradeck.json'));
    const models = await open();
    const added = (await models.add(own)).at(-1);
    expect(added).toMatchObject({
      name: 'paraformer-large',
      role: 'asr',
      isDemo: false,
      notice: null,
      isUsable: true,
    });
    expect(added?.modelKey).toBe(models.find('demo-asr')?.modelKey);
    expect(events).toEqual([{ type: 'models.changed', models: models.list() }]);
    expect((await open()).find(added?.id ?? '')).toEqual(added);
  });

  it('adds a folder of three, and the same folder only once', async () => {
    const set = join(root, 'big');
    await writeModels(set);
    await symlink(set, join(root, 'link'));
    const models = await open();
    await models.add(set);
    await models.add(join(root, 'link'));
    const added = models.list().slice(3);
    expect(added.map(({ name, role }) => [name, role])).toEqual([
      ['link', 'asr'],
      ['link', 'vad'],
      ['link', 'punc'],
    ]);
  });

  it('does not add the demo model a second time', async () => {
    expect(await (await open()).add(demoDir)).toHaveLength(3);
  });

  it('adds an unusable model all the same, with its reasons', async () => {
    const own = join(root, 'broken');
    await cp(join(demoDir, 'asr'), own, { recursive: true });
    await writeFile(
      join(own, 'model.onnx'),
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
    );
    await writeFile(join(own, 'config.yaml'), 'model: [Paraformer\n');
    const added = (await (await open()).add(own)).at(-1);
    expect(added).toMatchObject({ isUsable: false, modelKey: null, precisions: [] });
    expect(added?.checks.filter((line) => !line.isGood).map(({ item }) => item)).toEqual([
      'config.yaml',
      'model.onnx',
    ]);
  });

  it.each([
    ['a folder that is not there', 'gone', 'does not exist'],
    ['a file', 'demo-model/asr/am.mvn', 'is not a folder'],
    ['a folder without a model', 'empty', 'holds no config.yaml and no weights'],
  ])('refuses %s with its cause', async (_, name, cause) => {
    await mkdir(join(root, 'empty'));
    const models = await open();
    const adding = models.add(join(root, name));
    await expect(adding).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining(cause),
    });
    expect([models.list().length, events.length]).toEqual([3, 0]);
  });

  it('refuses a relative path', async () => {
    await expect((await open()).add('models/x')).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('removes what was added, never the demo model nor what it does not know', async () => {
    const set = join(root, 'big');
    await writeModels(set);
    const models = await open();
    const ids = (await models.add(set)).slice(3).map(({ id }) => id);
    await Promise.all(ids.map((id) => models.remove(id)));
    expect(models.list()).toHaveLength(3);
    expect((await open()).list()).toHaveLength(3);
    await expect(models.remove('demo-vad')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(models.remove(ids[0] ?? '')).rejects.toMatchObject({ code: 'model-not-found' });
  });

  it('keeps a model whose folder is gone, as unusable, in its role', async () => {
    const set = join(root, 'big');
    await writeModels(set);
    await (await open()).add(set);
    await rm(set, { recursive: true });
    const gone = (await open()).list().slice(3);
    expect(gone.map(({ role, isUsable }) => [role, isUsable])).toEqual([
      ['asr', false],
      ['vad', false],
      ['punc', false],
    ]);
    expect(gone[0]?.checks[0]?.message).toContain('does not exist');
  });
});

describe('modelKey', () => {
  it('changes with weights, tokens and am.mvn, and with nothing else', async () => {
    const own = join(root, 'own');
    await cp(join(demoDir, 'asr'), own, { recursive: true });
    const models = await open();
    const keyNow = async () => (await models.add(own)).at(-1)?.modelKey;
    const keys = new Set([await keyNow()]);
    await writeFile(join(own, 'README.md'), 'x');
    keys.add(await keyNow());
    expect(keys.size).toBe(1);
    const changes = {
      'model.onnx': 'other',
      'tokens.json': '["<blank>","<s>","</s>","明","<unk>"]',
      'am.mvn': `${mvn(560)}\n`,
    };
    for (const [name, text] of Object.entries(changes)) {
      await writeFile(join(own, name), text);
      keys.add(await keyNow());
    }
    await writeFile(join(own, 'model_quant.onnx'), 'quant');
    keys.add(await keyNow());
    expect(keys.size).toBe(5);
  });

  it('is not computed again for files of the same size and time', async () => {
    const own = join(root, 'own');
    await cp(join(demoDir, 'asr'), own, { recursive: true });
    const before = (await (await open()).add(own)).at(-1);
    const weights = join(own, 'model.onnx');
    const { digests } = JSON.parse(await readFile(join(home, 'models.json'), 'utf8'));
    expect(Object.keys(digests).sort()).toEqual(
      ['am.mvn', 'model.onnx', 'tokens.json'].map((name) => join(own, name)),
    );
    // Other bytes of the same length under the same time are the one change the cache must miss.
    await writeFile(weights, 'WEIGHTS OF ASR');
    await utimes(weights, new Date(), digests[weights].mtimeMs / 1000);
    const again = await open();
    expect(again.find(before?.id ?? '')?.modelKey).toBe(before?.modelKey);
    await utimes(weights, new Date(), 1_000);
    expect((await open()).find(before?.id ?? '')?.modelKey).not.toBe(before?.modelKey);
  });
});
