/** What a browser loads of the built panel before its first paint: the entry and all it imports at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Goal for the scripts of the first load, as sent. */
export const firstLoadGoalKB = 350;

export interface FirstLoad {
  /** Scripts of the first load, gzipped, kB. */
  readonly scriptsKB: number;
  readonly names: readonly string[];
  /** Scripts that come when something asks for them. */
  readonly later: readonly string[];
}

/** Of `dist/panel` as the build left it. Throws where it is not built. */
export function readFirstLoad(root: string): FirstLoad {
  const dir = join(root, 'dist', 'panel');
  const assets = join(dir, 'assets');
  const page = readFileSync(join(dir, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="[^"]*\/([^"/]+\.js)"/g)].map(([, name = '']) => name);
  const names = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    waiting.push(...listImports(readFileSync(join(assets, name), 'utf8')));
  }
  const bytes = [...names].map((name) => gzipSync(readFileSync(join(assets, name))).length);
  const all = readdirSync(assets).filter((name) => name.endsWith('.js'));
  return {
    scriptsKB: bytes.reduce((sum, one) => sum + one, 0) / 1000,
    names: [...names],
    later: all.filter((name) => !names.has(name)),
  };
}

/** Static imports alone: `import("…")` is for later. */
function listImports(script: string): string[] {
  const found = script.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g);
  return [...found].map(([, name = '']) => name);
}
