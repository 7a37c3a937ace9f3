#!/usr/bin/env node
/** The command line: picks a command, hands it its surroundings, and turns what it throws into lines and an exit code. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isOn, Misused, parseCommand } from './cli/command.ts';
import type { Command, Terminal } from './cli/command.ts';
import { parseLanguage } from './cli/language.ts';
import type { Language } from './contract/language.ts';
import { renderFailure } from './cli/renderFailure.ts';
import { interruptedExit, watchSignals } from './cli/signals.ts';
import { foldFailure } from './core/failed.ts';
import { findHome } from './host/home/paths.ts';

/** Loaded when asked for: `status` need not load what `serve` needs. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./cli/serveCommand.ts')).serveCommand,
  open: async () => (await import('./cli/serveCommand.ts')).openCommand,
  transcribe: async () => (await import('./cli/transcribe.ts')).transcribeCommand,
  watch: async () => (await import('./cli/watchCommand.ts')).watchCommand,
  jobs: async () => (await import('./cli/jobsCommand.ts')).jobsCommand,
  transcripts: async () => (await import('./cli/transcriptsCommand.ts')).transcriptsCommand,
  status: async () => (await import('./cli/statusCommand.ts')).statusCommand,
  doctor: async () => (await import('./cli/doctorCommand.ts')).doctorCommand,
  diagnostics: async () => (await import('./cli/diagnosticsCommand.ts')).diagnosticsCommand,
  instances: async () => (await import('./cli/instancesCommand.ts')).instancesCommand,
  models: async () => (await import('./cli/modelsCommand.ts')).modelsCommand,
  keys: async () => (await import('./cli/keysCommand.ts')).keysCommand,
  engines: async () => (await import('./cli/enginesCommand.ts')).enginesCommand,
};

const help: Readonly<Record<Language, string>> = {
  en: `paradeck COMMAND [options]

  serve       runs the host and serves the panel to a browser on this machine
  open        opens the panel of the running host
  transcribe  turns audio files into text
  watch       lists, adds and removes watched folders
  jobs        lists, pauses, puts first, cancels, retries and removes jobs
  transcripts searches transcripts and exports many as one zip
  status      shows what runs
  doctor      checks the box
  diagnostics makes one zip for whoever helps, with nothing of yours in it
  instances   lists, adds, edits, removes, starts and stops instances
  models      lists models, adds folders, gets models from a hub
  engines     lists engines and installs them
  keys        lists, creates and revokes keys of the address for programs

paradeck COMMAND --help tells more. PARADECK_HOME moves the data home.
`,
  'zh-CN': `paradeck 命令 [选项]

  serve       运行主机，并向本机浏览器提供面板
  open        打开运行中主机的面板
  transcribe  将音频文件转写为文字
  watch       列出、添加、移除监视的文件夹
  jobs        列出、暂停、优先、取消、重试、删除任务
  transcripts 搜索转写稿，把多份导出为一个 zip
  status      显示运行状态
  doctor      检查本机
  diagnostics 生成一个不含个人内容的 zip，便于他人帮助排查
  instances   列出、添加、修改、删除、启动、停止实例
  models      列出模型、添加文件夹、从模型站下载
  engines     列出并安装引擎
  keys        列出、创建、撤销接口地址的密钥

paradeck 命令 --help 显示详情。PARADECK_HOME 可更改数据目录。
`,
};

const noCommand: Readonly<Record<Language, string>> = { en: 'no command', 'zh-CN': '没有命令' };

/** Folder of the clone or of the packaged resources. */
const ownRoot = fileURLToPath(new URL('..', import.meta.url));

/** Runs one command with its arguments; the exit code. Everything it opened is closed when it resolves. */
export async function runCli(args: readonly string[], root = ownRoot): Promise<number> {
  const stopping = watchSignals();
  const terminal = createTerminal(root, stopping.signal);
  const [name = '', ...rest] = args;
  try {
    return await runCommand(name, rest, terminal);
  } catch (thrown) {
    if (stopping.signal.aborted) return interruptedExit;
    terminal.tell(renderFailure(foldFailure(thrown), terminal.language));
    return 1;
  } finally {
    stopping.release();
  }
}

async function runCommand(name: string, args: readonly string[], terminal: Terminal): Promise<number> {
  const { language } = terminal;
  const [asked] = args;
  if (name === 'help' && asked !== undefined) return runCommand(asked, ['--help'], terminal);
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.print(help[language]);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    terminal.tell(`paradeck: ${noCommand[language]} ${name}`.trim() + `\n\n${help[language]}`);
    return 2;
  }
  const command = await load();
  try {
    const parsed = parseCommand(command, args);
    if (!isOn(parsed, 'help')) return await command.run(terminal, parsed);
    terminal.print(command.help[language]);
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof Misused)) throw thrown;
    terminal.tell(`paradeck ${name}: ${thrown.words[language]}\n\n${command.help[language]}`);
    return 2;
  }
}

function createTerminal(root: string, signal: AbortSignal): Terminal {
  return {
    home: findHome(),
    root,
    language: parseLanguage(process.env),
    env: process.env,
    print: (text) => void process.stdout.write(text),
    tell: (text) => void process.stderr.write(text),
    columns: process.stderr.isTTY ? process.stderr.columns : null,
    signal,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  enableCompileCache();
  process.exitCode = await runCli(process.argv.slice(2));
}
