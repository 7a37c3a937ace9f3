/** `diagnostics`: one zip for whoever helps. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundlePart } from '../contract/diagnostics.ts';
import type { Diagnostics } from '../contract/diagnostics.ts';
import { diagnosticsTexts } from '../contract/diagnosticsTexts.ts';
import { Failed } from '../core/failed.ts';
import type { Command, Terminal } from './command.ts';
import { isOn, refuseSurplus, textOf } from './command.ts';
import type { Language } from '../contract/language.ts';
import { attach } from './reach.ts';

const words = {
  en: { making: 'Checking the machine and gathering; this can take a minute…', saved: 'saved' },
  'zh-CN': { making: '正在检查本机并收集信息，可能需要一分钟……', saved: '已保存' },
} as const;

export const diagnosticsCommand: Command = {
  options: { out: { type: 'string' }, list: { type: 'boolean' } },
  help: {
    en: `paradeck diagnostics [--out FILE] [--list]

Makes one zip for whoever helps you, with nothing in it that is yours: no text,
no file names, no keys. Asks the running host; works without one, too.
  --out FILE  where it goes; left out: here, under a name with the time
  --list      only says what would be in it
Prints the path of the zip.
`,
    'zh-CN': `paradeck diagnostics [--out 文件] [--list]

生成一个便于他人帮助排查的 zip 文件，不含任何个人内容：没有文字、文件名和密钥。
有主机运行时由主机生成，没有时也可使用。
  --out 文件  保存位置；省略时保存在当前目录，文件名含时间
  --list      只列出其中会有什么
输出 zip 文件的路径。
`,
  },
  run: async (terminal, parsed) => {
    refuseSurplus(parsed.positionals);
    const { language, tell, print } = terminal;
    tell(renderContents(language));
    if (isOn(parsed, 'list')) return 0;
    tell(`${words[language].making}\n`);
    const { fileName, files, zipBase64 } = await diagnose(terminal);
    const path = resolve(textOf(parsed, 'out') ?? fileName);
    await save(path, zipBase64);
    for (const { name, bytes } of files) tell(`  ${name}  ${Math.ceil(bytes / 1024)} KiB\n`);
    tell(`${words[language].saved}: `);
    print(`${path}\n`);
    return 0;
  },
};

function renderContents(language: Language): string {
  const { intro, never, parts } = diagnosticsTexts[language];
  return [intro, ...bundlePart.options.map((part) => `  - ${parts[part]}`), never, '', ''].join('\n');
}

async function diagnose(terminal: Terminal): Promise<Diagnostics> {
  const running = await attach(terminal);
  if (running === null) {
    // Loaded only now: a command that attaches does without the host's parts.
    const { diagnoseAlone } = await import('../host/diagnostics/diagnosticsAlone.ts');
    return await diagnoseAlone(terminal);
  }
  try {
    return await running.call('host.diagnostics', {});
  } finally {
    await running.close();
  }
}

/** Never over a file that is there. Throws output-exists and output-not-writable. */
async function save(path: string, zipBase64: string): Promise<void> {
  try {
    await writeFile(path, zipBase64, { encoding: 'base64', flag: 'wx', mode: 0o600 });
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    const failed = code === 'EEXIST' ? 'output-exists' : 'output-not-writable';
    throw new Failed(failed, `${path}: ${message}`, { path });
  }
}
