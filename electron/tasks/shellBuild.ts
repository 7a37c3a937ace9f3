/** Bundles the desktop's main process, its preload script and the host's threads into dist/shell. */
import { join } from 'node:path';
import { build } from 'vite';
import type { Rollup } from 'vite';

export async function buildShell(root: string): Promise<void> {
  const shell = join(root, 'electron', 'shell');
  const host = join(root, 'electron', 'host');
  const threads = {
    storeThread: join(host, 'store', 'storeThread.ts'),
    hashThread: join(host, 'jobs', 'hashThread.ts'),
  };
  await bundle(root, { main: join(shell, 'main.ts'), ...threads }, 'es');
  await bundle(root, { preload: join(shell, 'preload.ts') }, 'cjs');
}

async function bundle(
  root: string,
  input: Readonly<Record<string, string>>,
  format: 'es' | 'cjs',
): Promise<void> {
  const output: Rollup.OutputOptions = {
    format,
    entryFileNames: format === 'es' ? '[name].js' : '[name].cjs',
  };
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'thread-as-js',
        transform: (code: string) => code.replaceAll(/\.\/(storeThread|hashThread)\.ts/g, './$1.js'),
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: join(root, 'dist', 'shell'),
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      rolldownOptions: { input, output, external: ['electron'] },
    },
  });
}
