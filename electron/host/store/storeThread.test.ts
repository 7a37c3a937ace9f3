import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** All that is loaded with it: our own files by their addresses, all else by its name. */
function listLoaded(file: URL, found = new Set<string>()): Set<string> {
  if (found.has(file.href)) return found;
  found.add(file.href);
  const code = stripTypeScriptTypes(readFileSync(fileURLToPath(file), 'utf8'));
  for (const [, name = ''] of code.matchAll(/^(?:import|export)[^'";]*?from '([^']+)'/gm)) {
    if (name.startsWith('.')) listLoaded(new URL(name, file), found);
    else found.add(name);
  }
  return found;
}

it('loads no package: schemas alone would cost the host 13 MB once more', () => {
  const loaded = [...listLoaded(new URL('storeThread.ts', import.meta.url))];
  expect(loaded).toContain(new URL('storeSchema.ts', import.meta.url).href);
  expect(loaded.filter((name) => !/^(?:file|node):/.test(name))).toEqual([]);
});
