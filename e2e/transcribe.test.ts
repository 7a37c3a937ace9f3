import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, expect, test } from 'vitest';
import { bareCharacters, editDistance } from './charError.ts';
import { makeHome, root } from './box.ts';
import { readSamples } from './samples.ts';

const homes: string[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await rm(home, { recursive: true, force: true });
});

async function newHome(name: string): Promise<string> {
  const home = await makeHome(name);
  homes.push(home);
  return home;
}

/** `npm start -- transcribe …` without npm: the same entry, the same arguments. */
async function transcribe(
  home: string,
  args: readonly string[],
): Promise<{ exitCode: number | undefined; stdout: string; stderr: string }> {
  const node = ['--disable-warning=ExperimentalWarning', join(root, 'electron', 'prepare.ts')];
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [...node, 'start', 'transcribe', ...args],
    {
      env: { PARADECK_HOME: home, LANG: 'en_US.UTF-8' },
      reject: false,
    },
  );
  return { exitCode, stdout, stderr };
}

/** stdout of several files: `==> name <==` and its text below. */
function parseOutput(stdout: string): ReadonlyMap<string, string> {
  const parts = stdout.split(/^==> (.*) <==$/m).slice(1);
  return new Map(
    parts.flatMap((name, at) => (at % 2 === 0 ? [[name, (parts[at + 1] ?? '').trim()] as const] : [])),
  );
}

test(
  'every sample is heard as it was spoken, from a home with spaces and Chinese in its path',
  { timeout: 180_000 },
  async () => {
    const home = join(await newHome('main'), '数据 目录 one');
    await mkdir(home);
    const samples = readSamples();
    expect(samples.length).toBeGreaterThanOrEqual(8);
    const run = await transcribe(
      home,
      samples.map((sample) => sample.path),
    );
    expect(run.exitCode, run.stderr).toBe(0);
    const heard = parseOutput(run.stdout);
    let errors = 0;
    let characters = 0;
    for (const sample of samples) {
      const text = heard.get(sample.name) ?? '';
      const distance = editDistance(bareCharacters(sample.text), bareCharacters(text));
      errors += distance;
      characters += bareCharacters(sample.text).length;
      if (sample.text.length < 40) expect(text.replaceAll('\n', ''), sample.name).toBe(sample.text);
    }
    expect(errors / characters).toBeLessThanOrEqual(0.02);
  },
);

test('srt into a folder: one file each, cues in order', { timeout: 120_000 }, async () => {
  const home = await newHome('out');
  const out = join(home, 'out dir');
  const [sample] = readSamples();
  const run = await transcribe(home, [sample?.path ?? '', '--format', 'srt', '--out', out]);
  expect(run.exitCode, run.stderr).toBe(0);
  const [file] = await readdir(out);
  const srt = await readFile(join(out, file ?? ''), 'utf8');
  const starts = [...srt.matchAll(/^(\d\d:\d\d:\d\d,\d{3}) -->/gm)].map((match) => match[1] ?? '');
  expect(starts.length).toBeGreaterThan(0);
  expect(starts).toEqual(starts.toSorted());
});

test(
  'one bad file among good ones: its cause and fix on stderr, exit not 0, the others done',
  { timeout: 120_000 },
  async () => {
    const home = await newHome('bad');
    const bad = join(home, 'not audio.wav');
    await writeFile(bad, 'this is text\n'.repeat(50));
    const good = readSamples()[0];
    const run = await transcribe(home, [bad, good?.path ?? '', join(home, 'nowhere.wav')]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('file-not-audio');
    expect(run.stderr).toContain('file-not-found');
    const heard = parseOutput(run.stdout);
    expect(heard.get(good?.name ?? '')?.length ?? run.stdout.length).toBeGreaterThan(0);
  },
);
