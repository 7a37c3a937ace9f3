/** `transcribe`: files in, text out. */
import { dirname, resolve } from 'node:path';
import { transcriptFormat } from '../contract/job.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { isOn, Misused, notOneOf, textOf } from './command.ts';
import { dropTexts } from './dropTexts.ts';
import { gatherFiles } from './gatherFiles.ts';
import { hotwordOptions, readHotwords } from './hotwordOptions.ts';
import { readOptionFile } from './optionFile.ts';
import { openProgressLine } from './progressLine.ts';
import { reachHost } from './reach.ts';
import { renderFailure } from './renderFailure.ts';
import { createTimeKeeper } from './timeKeeper.ts';
import { openOut } from './transcribeOutput.ts';
import type { TranscribePlan } from './transcribePlan.ts';
import { runTranscription } from './transcribeRun.ts';

export const transcribeCommand: Command = {
  options: {
    instance: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    list: { type: 'string' },
    recursive: { type: 'boolean', short: 'r' },
    timings: { type: 'boolean' },
    again: { type: 'boolean' },
    ...hotwordOptions,
  },
  help: {
    en: `paradeck transcribe FILE... [options]

Turns audio files into text on stdout; progress and failures go to stderr.
Uses the running host, else starts one and ends it afterwards.
  --instance NAME  uses this instance only, not the whole fleet
  --format FORMAT  txt (default), srt, vtt, json, or docx with --out
  --out DIR        writes a file for each instead of printing; never replaces one
  --list FILE      takes the files it names, a path a line, relative to its folder
  -r, --recursive  takes the audio files in folders, too
  --again          transcribes files anew whose content was transcribed before in the same way;
                   else, where the settings say so, their text is the one there is
  --timings        shows where the time went, file by file
  --hotword WORD   a word or name to listen for; may be given several times
  --hotwords FILE  a word a line, # begins a remark; "" for none; without either, those of the settings
                   (SeACo and contextual Paraformers on the funasr engine use them, others ignore them)
Several files: each text comes after a line "==> name <==".
Exit code: 0 when every file is fully done, 1 when one is not, 2 for wrong arguments.
`,
    'zh-CN': `paradeck transcribe 文件... [选项]

将音频文件转写为文字，输出到 stdout；进度和错误输出到 stderr。
使用正在运行的主机；没有则临时启动，完成后退出。
  --instance 名称  只用该实例，不用整个机群
  --format 格式    txt（默认）、srt、vtt、json，或配合 --out 的 docx
  --out 目录       每个文件写成一个文稿，不打印；绝不覆盖已有文件
  --list 文件      转写其中列出的文件，每行一个路径，相对于列表所在的文件夹
  -r, --recursive  包括文件夹中的音频文件
  --again          内容相同、以同样方式转写过的文件也重新转写；
                   否则按设置直接给出已有的文字
  --timings        逐个文件显示时间花在哪里
  --hotword 词     要留意的词或人名；可多次给出
  --hotwords 文件  每行一个词，# 开头为注释；"" 表示不用；两者都不给则用设置中的热词
                   （仅 funasr 引擎上的 SeACo 和上下文 Paraformer 会使用，其他模型忽略）
多个文件时，每段文字前有一行“==> 名称 <==”。
退出码：全部完成为 0，有未完成的为 1，参数错误为 2。
`,
  },
  run: async (terminal, parsed) => {
    const time = createTimeKeeper();
    const plan = await parsePlan(parsed);
    if (plan.files.every((file) => file.failure !== null)) return tellUnusable(plan, terminal);
    if (plan.texts.length > 0) terminal.tell(renderLeftOut(plan.texts, terminal.language));
    if (plan.out !== undefined) await openOut(plan.out);
    const line = openProgressLine(terminal);
    const reached = await reachHost(terminal, { startsWorkers: true });
    time.mark('hostMs');
    try {
      return await runTranscription({ plan, terminal, reached, line, time });
    } finally {
      line.close();
      terminal.tell(time.renderSummary(terminal.language));
      if (isOn(parsed, 'timings')) terminal.tell(time.renderFull(terminal.language));
      await reached.close();
    }
  },
};

async function parsePlan(parsed: Parsed): Promise<TranscribePlan> {
  const named = [...parsed.positionals, ...(await readList(textOf(parsed, 'list')))];
  if (named.length === 0) throw new Misused('names no file', '没有指定文件');
  if (named.includes('-')) {
    throw new Misused('reads files, not standard input: save it first', '不读取标准输入，请先保存为文件');
  }
  const asked = textOf(parsed, 'format') ?? 'txt';
  const format = transcriptFormat.safeParse(asked);
  if (!format.success) throw notOneOf('--format', transcriptFormat.options, asked);
  const out = textOf(parsed, 'out');
  if (format.data === 'docx' && out === undefined) {
    throw new Misused('--format docx needs --out DIR', '--format docx 需要 --out 目录');
  }
  const { files, texts } = dropTexts(await gatherFiles(named, isOn(parsed, 'recursive')));
  return {
    files,
    texts,
    instance: textOf(parsed, 'instance'),
    format: format.data,
    out: out === undefined ? undefined : resolve(out),
    hotwords: await readHotwords(parsed),
    again: isOn(parsed, 'again'),
  };
}

/** Paths a line each, relative to the list's own folder. */
async function readList(list: string | undefined): Promise<string[]> {
  if (list === undefined) return [];
  const lines = await readOptionFile('list', list);
  return lines.filter((line) => line.trim() !== '').map((line) => resolve(dirname(list), line));
}

function renderLeftOut(texts: TranscribePlan['texts'], language: Terminal['language']): string {
  const names = texts.map(({ name }) => name).join(', ');
  return language === 'zh-CN'
    ? `跳过音频旁的文本：${names}\n`
    : `left out, texts beside their audio: ${names}\n`;
}

/** Nothing to try, so no host is started. A folder without audio is a failure, too. */
function tellUnusable({ files }: TranscribePlan, { tell, language }: Terminal): number {
  for (const { failure, name } of files) if (failure) tell(renderFailure(failure, language, name));
  if (files.length === 0)
    tell(renderFailure({ code: 'file-not-found', message: 'no audio file in there' }, language));
  return 1;
}
