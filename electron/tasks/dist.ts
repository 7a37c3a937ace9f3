/** `npm run dist [-- OPTIONS]`: builds panel and shell and hands them to electron-builder; `-- --dir` packs no installer. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runBuild } from './panel.ts';

type Say = (line: string) => void;

/** The packager's exit code. It downloads Electron's binary, which is not part of the clone. */
export async function runDist(root: string, args: readonly string[], say: Say): Promise<number> {
  await runBuild(root, [], say);
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const config = join(root, '.config', 'electron-builder.json');
  const child = spawn(process.execPath, [builder, '--config', config, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });
}
