/** `transcripts`: searches what was transcribed, and takes it along as one zip. */
import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Call, CallInput } from '../contract/api.ts';
import { transcriptFormat } from '../contract/job.ts';
import { Failed } from '../core/failed.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { Misused, notOneOf, textOf, textsOf, unknownVerb } from './command.ts';
import { reachHost } from './reach.ts';
import { openRedrawnLine } from './redrawnLine.ts';

export const transcriptsCommand: Command = {
  options: {
    format: { type: 'string', multiple: true },
    search: { type: 'string' },
    zip: { type: 'string' },
  },
  help: {
    en: `paradeck transcripts search WORD...
paradeck transcripts export ID...|--search WORDS --zip FILE [--format FORMAT]...

What was transcribed, as it reads now: with what was corrected in the panel.
  search          shows id, name and the sentence of the newest that hold every word
  export          writes transcripts into one zip; files are named as the settings say
  --search WORDS  all that hold every word, instead of ids (see jobs list --all)
  --zip FILE      is never replaced
  --format FORMAT txt (default), srt, vtt, json or docx; may be given several times
`,
    'zh-CN': `paradeck transcripts search 词...
paradeck transcripts export 编号...|--search 词 --zip 文件 [--format 格式]...

已转写的文字，包括在面板中修改过的内容。
  search          显示含有全部词的最新转写稿：编号、名称和所在句子
  export          将转写稿写入一个 zip；文件名按设置
  --search 词     含有全部词的所有转写稿，代替编号（见 jobs list --all）
  --zip 文件      绝不覆盖已有文件
  --format 格式   txt（默认）、srt、vtt、json 或 docx；可多次给出
`,
  },
  run: async (terminal, parsed) => {
    const plan = parsePlan(parsed);
    const reached = await reachHost(terminal, { startsWorkers: false });
    try {
      return await plan(reached.call, terminal);
    } finally {
      await reached.close();
    }
  },
};

/** Exit code. */
type Plan = (call: Call, terminal: Terminal) => Promise<number>;

function parsePlan(parsed: Parsed): Plan {
  const [verb, ...parts] = parsed.positionals;
  if (verb === 'search') {
    if (parts.length === 0) throw new Misused('search needs a word', 'search 需要一个词');
    return planSearch(parts.join(' '));
  }
  if (verb === undefined) throw new Misused('needs search or export', '需要 search 或 export');
  if (verb !== 'export') throw unknownVerb(verb);
  const zip = textOf(parsed, 'zip');
  if (zip === undefined) throw new Misused('export needs --zip FILE', 'export 需要 --zip 文件');
  const formats = transcriptFormat.array().safeParse(textsOf(parsed, 'format'));
  if (!formats.success)
    throw notOneOf('--format', transcriptFormat.options, textsOf(parsed, 'format').join(' '));
  const query = textOf(parsed, 'search');
  if ((query === undefined) === (parts.length === 0)) {
    throw new Misused('export needs ids or --search WORDS', 'export 需要编号或 --search 词');
  }
  const which =
    query === undefined ? { kind: 'ids' as const, ids: parts } : { kind: 'search' as const, query };
  return planExport({ which, formats: formats.data.length === 0 ? ['txt'] : formats.data }, resolve(zip));
}

function planSearch(query: string): Plan {
  return async (call, { print }) => {
    const { hits } = await call('transcripts.search', { query, limit: 200 });
    for (const { jobId, name, snippet } of hits) print(`${jobId}  ${name}\n    ${snippet}\n`);
    return hits.length === 0 ? 1 : 0;
  };
}

function planExport(ask: CallInput<'exports.begin'>, path: string): Plan {
  return async (call, terminal) => {
    const { id, count } = await call('exports.begin', ask);
    if (count === 0) throw new Failed('transcript-not-found', 'nothing holds these words');
    const missing = await writeZip(call, { id, path }, terminal);
    const isChinese = terminal.language === 'zh-CN';
    terminal.tell(
      isChinese ? `已导出 ${count - missing} 份：${path}\n` : `${count - missing} exported: ${path}\n`,
    );
    if (missing > 0) terminal.tell(isChinese ? `没有 ${missing} 份\n` : `not there: ${missing}\n`);
    return missing === 0 ? 0 : 1;
  };
}

/** How many were not there. Leaves no file where it is not whole. */
async function writeZip(
  call: Call,
  { id, path }: { readonly id: string; readonly path: string },
  terminal: Terminal,
): Promise<number> {
  const file = await open(path, 'wx').catch((thrown: NodeJS.ErrnoException) => {
    const code = thrown.code === 'EEXIST' ? 'output-exists' : 'output-not-writable';
    throw new Failed(code, `${path}: ${thrown.message}`, { path });
  });
  const line = openRedrawnLine(terminal);
  try {
    for (;;) {
      terminal.signal.throwIfAborted();
      const { piece, isLast, done, count, missing } = await call('exports.read', { id });
      await file.write(Buffer.from(piece, 'base64'));
      if (isLast) return missing;
      line.show(() => `${done} / ${count}`);
    }
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  } finally {
    line.close();
    await file.close();
  }
}
