import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commands } from '../cli.ts';
import { parseCommand } from '../cli/command.ts';
import { keyScope } from '../contract/key.ts';
import { parseApiRoute } from '../host/doors/api/apiRoutes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** As GitHub makes them of headings. */
function listAnchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('%s: every link and picture leads somewhere', (page) => {
  const targets = [...read(page).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
  for (const target of targets.filter((one) => !/^https?:/.test(one))) {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    expect(existsSync(join(root, file)), target).toBe(true);
    if (anchor !== undefined) expect(listAnchors(read(file)), target).toContain(anchor);
  }
});

test('there is a page for each reader in both languages, of one shape and with the same commands', () => {
  for (const reader of ['operator', 'transcriber', 'developer']) {
    const [english, chinese] = [read(`docs/${reader}.md`), read(`docs/${reader}.zh-CN.md`)];
    const shapeOf = (text: string) => ({
      blocks: text.match(/^```\w*\n[^]*?^```/gm),
      levels: text.match(/^#+/gm),
      rows: text.match(/^\|/gm)?.length,
      pictures: text.match(/^!\[/gm)?.length,
    });
    expect(shapeOf(chinese), reader).toEqual(shapeOf(english));
  }
});

/** Command lines as pages show them: in blocks and between backticks; a table's first words stand behind `npm start -- `. */
function listCommandLines(text: string): string[] {
  const lines = text.matchAll(/npm start (?:--silent )?-- ([a-z][^`\n#]*)/g);
  const cells = [...text.matchAll(/^\| `([a-z]+)( [^`]*)?`/gm)].map(
    ([, name = '', rest = '']) => name + rest,
  );
  return [
    ...[...lines].map(([, line = '']) => line),
    ...cells.filter((cell) => !/^(npm|file|pip)\b/.test(cell)),
  ];
}

test.each(pages)('%s: every command and option is there', async (page) => {
  for (const line of listCommandLines(read(page))) {
    const [name = '', ...words] = line
      .replaceAll(/[[\]…]/g, '')
      .trim()
      .split(/\s+/);
    // Scopes of keys stand in a table of their own.
    if (keyScope.options.some((one) => one === name)) continue;
    expect(Object.keys(commands), line).toContain(name);
    const command = await commands[name]?.();
    if (command !== undefined) expect(() => parseCommand(command, words), line).not.toThrow();
  }
});

test.each(pages)('%s: every address and variable is there', (page) => {
  const text = read(page);
  const routes = text.matchAll(/`(GET|POST|DELETE) (\/[^`?]*)/g);
  for (const [, method, path = ''] of routes) {
    expect(parseApiRoute(method, path.replace('ID', 'job1')), `${method} ${path}`).toBeDefined();
  }
  const sources = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => read(join('electron', name)))
    .join('\n');
  for (const [variable] of text.matchAll(/\bPARADECK_[A-Z_]+/g)) expect(sources).toContain(variable);
});
