import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const start = new URL('start.ts', import.meta.url).href;

/** All that is resolved when a module is imported, as Node itself sees it. */
const tell = `
const { registerHooks } = await import('node:module');
const names = [];
registerHooks({ resolve: (name, context, next) => (names.push(name), next(name, context)) });
await import(process.argv[1]);
console.log(JSON.stringify(names));
`;

it('a host that serves carries no bundler along', async () => {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', tell, start];
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  const names = JSON.parse(stdout) as string[];
  expect(names).toContain('./panel.ts');
  expect(names.filter((name) => /^(vite|rolldown|esbuild)(\/|$)/.test(name))).toEqual([]);
});
