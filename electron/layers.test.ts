import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Messages of the import and purity rules for a file that would stand at `path`. */
async function lintAt(path: string, code: string): Promise<readonly string[]> {
  const eslint = new ESLint({ cwd: root, overrideConfigFile: join(root, '.config', 'eslint.config.js') });
  const [result] = await eslint.lintText(code, { filePath: join(root, path) });
  const rules = new Set(['no-restricted-imports', 'no-restricted-syntax']);
  return (result?.messages ?? [])
    .filter((message) => rules.has(message.ruleId ?? ''))
    .map((message) => message.message);
}

const refused = [
  ['electron/contract/x.ts', '../core/pack.ts'],
  ['electron/contract/x.ts', 'node:fs'],
  ['electron/contract/x.ts', 'ws'],
  ['electron/core/x.ts', 'node:path'],
  ['electron/core/x.ts', '../host/ports.ts'],
  ['electron/core/x.ts', 'hono'],
  ['electron/host/x.ts', 'electron'],
  ['electron/host/x.ts', '../shell/main.ts'],
  ['electron/host/x.ts', '../../renderer/main.tsx'],
  ['electron/host/x.ts', '../cli.ts'],
  ['electron/headless.ts', 'electron'],
  ['electron/cli.ts', './shell/main.ts'],
  ['renderer/x.ts', '../electron/core/pack.ts'],
  ['renderer/x.tsx', '../../electron/host/host.ts'],
  ['renderer/x.ts', 'node:fs'],
  ['renderer/x.ts', 'electron'],
] as const;

test.each(refused)('%s may not import %s', async (path, target) => {
  expect(await lintAt(path, `import { x } from '${target}';\nx();\n`)).not.toEqual([]);
});

const allowed = [
  ['electron/contract/x.ts', './job.ts'],
  ['electron/contract/x.ts', 'zod'],
  ['electron/core/x.ts', '../contract/job.ts'],
  ['electron/host/x.ts', '../core/failed.ts'],
  ['electron/host/x.ts', 'node:fs'],
  ['electron/shell/x.ts', 'electron'],
  ['electron/shell/x.ts', '../host/host.ts'],
  ['renderer/x.ts', '../electron/contract/job.ts'],
  ['renderer/x.tsx', 'react'],
] as const;

test.each(allowed)('%s may import %s', async (path, target) => {
  expect(await lintAt(path, `import { x } from '${target}';\nx();\n`)).toEqual([]);
});

test.each(['Date.now()', 'new Date()', 'Math.random()'])('core may not call %s', async (call) => {
  expect(await lintAt('electron/core/x.ts', `export const x = ${call};\n`)).toHaveLength(1);
});

/** Relative imports of a file, types too, as paths from the root. */
async function listImports(path: string): Promise<readonly string[]> {
  const { importedFiles } = ts.preProcessFile(await readFile(join(root, path), 'utf8'));
  const own = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
  return own.map((name) => posix.join(posix.dirname(path), name));
}

test('no file imports itself by way of others, not even for a type', async () => {
  const rooms = ['electron', 'renderer', 'e2e', 'bench'].map((room) => `${room}/**/*.{ts,tsx}`);
  const waiting = new Map<string, readonly string[]>();
  for await (const found of glob(rooms, { cwd: root })) {
    const file = found.replaceAll('\\', '/');
    waiting.set(file, await listImports(file));
  }
  expect(waiting.size).toBeGreaterThan(500);
  // Whoever imports nothing that is left, or is imported by nothing that is left, stands in no circle.
  for (let before = -1; before !== waiting.size;) {
    before = waiting.size;
    const imported = new Set([...waiting.values()].flat());
    for (const [file, imports] of waiting)
      if (!imported.has(file) || !imports.some((one) => waiting.has(one))) waiting.delete(file);
  }
  expect([...waiting.keys()]).toEqual([]);
});

/** Errors TypeScript finds in `code` under a room's own compiler options. */
function compileIn(room: string, code: string): readonly string[] {
  const configPath = join(root, room, 'tsconfig.json');
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configPath, ts.sys.readFile).config,
    ts.sys,
    join(root, room),
  );
  const file = join(root, room, 'layerProbe.ts');
  const options = { ...config.options, composite: false, incremental: false, noEmit: true };
  const compilerHost = ts.createCompilerHost(options);
  const { readFile, fileExists } = compilerHost;
  compilerHost.readFile = (name) => (name === file ? code : readFile(name));
  compilerHost.fileExists = (name) => name === file || fileExists(name);
  const program = ts.createProgram([file], options, compilerHost);
  return ts
    .getPreEmitDiagnostics(program)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

test.each([
  ['electron/core', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n"],
  ['electron/core', 'export const x = setTimeout;\n'],
  ['electron/core', 'export const x = process;\n'],
  ['electron/contract', 'export const x = document;\n'],
  ['electron/host', 'export const x = document;\n'],
  ['renderer', 'export const x = process;\n'],
])('%s has no types for what it may not touch', (room, code) => {
  expect(compileIn(room, code)).not.toEqual([]);
});

test.each(['electron/core', 'electron/host', 'renderer'])('%s compiles an innocent file', (room) => {
  expect(compileIn(room, 'export const x = 1;\n')).toEqual([]);
});
