/** `models`: the model directories from the command line. */
import { resolve } from 'node:path';
import type { ModelView } from '../contract/model.ts';
import type { Command } from './command.ts';
import { Misused } from './command.ts';
import type { Language } from './language.ts';
import { reachHost } from './reach.ts';

const words = {
  en: { usable: 'usable', unusable: 'not usable', demo: 'demo' },
  'zh-CN': { usable: '可用', unusable: '不可用', demo: '演示' },
} as const;

export const modelsCommand: Command = {
  options: {},
  help: {
    en: `paradeck models list
paradeck models add DIR

DIR holds one model, or asr/, vad/ and punc/ with one each. It is checked and stays where it is.
`,
    'zh-CN': `paradeck models list
paradeck models add 目录

目录中是一个模型，或 asr/、vad/、punc/ 各一个。会先检查，文件留在原处。
`,
  },
  run: async (terminal, { positionals }) => {
    const added = parseAdded(positionals);
    const reached = await reachHost(terminal, { startsWorkers: false });
    try {
      const { models } =
        added === null
          ? await reached.call('models.list', {})
          : await reached.call('models.add', { dir: resolve(added) });
      for (const model of models) terminal.print(renderModel(model, terminal.language));
      return added !== null && models.some(({ isUsable }) => !isUsable) ? 1 : 0;
    } finally {
      await reached.close();
    }
  },
};

/** The folder to add; null: list only. */
function parseAdded([verb = 'list', dir, ...rest]: readonly string[]): string | null {
  if (rest.length > 0) throw new Misused(`does not take ${rest.join(' ')}`);
  if (verb === 'list' && dir === undefined) return null;
  if (verb !== 'add') throw new Misused(`does not know ${[verb, dir].join(' ').trim()}`);
  if (dir === undefined) throw new Misused('add takes a folder');
  return dir;
}

/** Id, role, name and folder; below it whatever its check found wrong. */
function renderModel(model: ModelView, language: Language): string {
  const word = words[language];
  const marks = [
    model.role,
    ...(model.isDemo ? [word.demo] : []),
    model.isUsable ? word.usable : word.unusable,
  ];
  const wrong = model.checks
    .filter(({ isGood }) => !isGood)
    .map(({ item, message }) => `    ${item}: ${message}\n`);
  return `  ${model.id}: ${model.name} (${marks.join(', ')}) ${model.dir}\n${wrong.join('')}`;
}
