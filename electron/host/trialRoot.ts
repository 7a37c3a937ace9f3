/** For tests: a root as a clone has it, with models of a few bytes and the fake worker in the engine's environment. */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainHeaderBytes, renderWavHeader } from '../core/audio/wavHeader.ts';
import { openEnvironments } from './box/environments.ts';

const clone = fileURLToPath(new URL('../..', import.meta.url));

export interface TrialRoot {
  readonly root: string;
  /** Where its Python environments are: PARADECK_ENVS of a host on this root. */
  readonly envs: string;
  /** A data home not made yet, with a space and Chinese in its path. */
  readonly home: string;
  /** Folder for the test's own files. */
  readonly files: string;
  /** What the workers do from their next start on (see e2e/fakes/worker.py). */
  setSwitches(switches: object): Promise<void>;
  /** 16 kHz WAV of so many seconds; speech to the fake front except for the last second. */
  writeWav(name: string, seconds: number): Promise<string>;
  close(): Promise<void>;
}

export async function makeTrialRoot(): Promise<TrialRoot> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-box-'));
  const [root, files] = [join(dir, 'root'), join(dir, 'files')];
  await mkdir(join(root, 'dist', 'panel'), { recursive: true });
  await mkdir(files);
  await writeFile(join(root, 'dist', 'panel', 'index.html'), '<!doctype html><title>panel</title>');
  for (const name of ['python', 'package.json']) await symlink(join(clone, name), join(root, name));
  await writeModels(join(root, 'resources', 'demo-model'));
  const envs = join(root, '.paradeck', 'env');
  const environment = openEnvironments(root, envs).dirOf('onnx');
  const setSwitches = (switches: object): Promise<void> => writeInterpreter(environment, switches);
  await setSwitches({});
  return {
    ...{ root, envs, files, setSwitches },
    home: join(dir, '数据 home'),
    writeWav: async (name, seconds) => {
      const path = join(files, name);
      await writeFile(path, renderWav(seconds));
      return path;
    },
    close: () => rm(dir, { recursive: true, force: true }),
  };
}

/** A "Python" that is the fake worker when it is asked for the worker, and the system's Python for all else. */
async function writeInterpreter(environment: string, switches: object): Promise<void> {
  const python = join(environment, 'bin', 'python');
  await mkdir(join(environment, 'bin'), { recursive: true });
  const given = JSON.stringify(switches).replaceAll("'", `'\\''`);
  const script = [
    '#!/bin/sh',
    `[ "$2" = paradeck_worker ] && exec python3 '${join(clone, 'e2e', 'fakes', 'worker.py')}' '${given}'`,
    'exec python3 "$@"',
    '',
  ];
  await writeFile(python, script.join('\n'));
  await chmod(python, 0o755);
  await writeFile(join(environment, 'complete'), '');
}

function renderMvn(count: number): string {
  const row = `<LearnRateCoef> 0 [ ${Array<string>(count).fill('1').join(' ')} ]`;
  return `<Nnet>\n<AddShift> ${count} ${count}\n${row}\n<Rescale> ${count} ${count}\n${row}\n</Nnet>\n`;
}

/** asr/, vad/ and punc/ that pass every check, with weights of a few bytes. */
async function writeModels(dir: string): Promise<void> {
  const tokens = JSON.stringify(['<blank>', '<s>', '</s>', '今', '<unk>']);
  const parts = {
    asr: { 'config.yaml': 'model: Paraformer\n', 'tokens.json': tokens, 'am.mvn': renderMvn(560) },
    vad: { 'config.yaml': 'model: FsmnVADStreaming\n', 'am.mvn': renderMvn(400) },
    punc: { 'config.yaml': 'model: CTTransformer\n', 'tokens.json': tokens },
  };
  for (const [part, texts] of Object.entries(parts)) {
    await mkdir(join(dir, part), { recursive: true });
    const files = { ...texts, 'model.onnx': `weights of ${part}` };
    for (const [name, text] of Object.entries(files)) await writeFile(join(dir, part, name), text);
  }
}

function renderWav(seconds: number): Buffer {
  const samples = Math.round(seconds * 16_000);
  const wav = Buffer.concat([renderWavHeader(2 * samples), Buffer.alloc(2 * samples)]);
  for (let index = 0; index < samples - 16_000; index += 1) {
    wav.writeInt16LE(Math.round(8000 * Math.sin(index / 5)), plainHeaderBytes + 2 * index);
  }
  return wav;
}
