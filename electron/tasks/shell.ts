/** The desktop where Electron's binary exists; it has no install script, so its absence is ordinary. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Path of Electron's executable, or null where it was never downloaded. */
export function findElectron(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const pointer = join(folder, 'path.txt');
  if (!existsSync(pointer)) return null;
  const path = join(folder, 'dist', readFileSync(pointer, 'utf8').trim());
  return existsSync(path) ? path : null;
}

export async function runShell(root: string, electron: string): Promise<number> {
  // Only here: a host that serves without a desktop would carry the bundler along as long as it lives.
  const { buildShell } = await import('./shellBuild.ts');
  await buildShell(root);
  const child = spawn(electron, [root], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
