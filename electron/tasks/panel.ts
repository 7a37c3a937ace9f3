/** Builds the panel into dist/panel when its sources changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

type Say = (line: string) => void;

export async function buildPanel(root: string, report: (line: string) => void): Promise<void> {
  const stamp = join(root, 'dist', 'panel', '.sources');
  const wanted = hashSources(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  report('building the panel');
  // In a process of its own: the bundler's 700 MiB would stay in the host that goes on from here.
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join(root, 'renderer', 'vite.config.ts');
  await execa(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
    stdout: process.stderr,
    stderr: 'inherit',
    // Whoever asks for it, a test or a developer's shell: React's development build is a quarter larger, and slower.
    env: { NODE_ENV: 'production' },
  });
  writeFileSync(stamp, wanted);
}

export async function runBuild(root: string, _args: readonly string[], say: Say): Promise<number> {
  await buildPanel(root, say);
  await (await import('./shellBuild.ts')).buildShell(root);
  return 0;
}

function hashSources(root: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const room of [join(root, 'renderer'), join(root, 'electron', 'contract')]) {
    const names = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(tsx?|css|html|svg)$/.test(name),
    );
    for (const name of names.sort()) hash.update(name).update(readFileSync(join(room, name)));
  }
  return hash.digest('hex');
}
