/** `serve` and `open`: the panel for a browser. */
import { readFile } from 'node:fs/promises';
import { parseSimulatedBox } from '../core/gpu/simulatedBox.ts';
import type { SimulatedBox } from '../core/gpu/simulatedBox.ts';
import { panelPort } from '../host/doors/panel/panelAddress.ts';
import type { Tls } from '../host/doors/panel/panelAddress.ts';
import type { Command, Parsed, Terminal } from './command.ts';
import { isOn, Misused, notOneOf, numberOf, refuseSurplus, textOf, textsOf } from './command.ts';
import { openBrowser } from './openBrowser.ts';
import { attach } from './reach.ts';

const texts = {
  en: {
    running: 'ParaDeck is running; its data home is',
    stop: 'Ctrl-C stops it and all its workers.',
    link: 'Open the panel (this link works once, for 10 minutes):',
    already: 'ParaDeck is running already.',
    none: 'No ParaDeck is running on this data home. Start it: paradeck serve',
    noDoor: 'ParaDeck runs as a desktop app and does not serve the panel to browsers.',
    simulated: 'SIMULATED: the cards of this box are made up; their instances compute on the CPU.',
    notSimulated: 'It keeps the cards it has: --simulate-box takes effect at the next start.',
  },
  'zh-CN': {
    running: 'ParaDeck 正在运行，数据目录：',
    stop: '按 Ctrl-C 停止它及所有工作进程。',
    link: '打开面板（链接只能用一次，10 分钟内有效）：',
    already: 'ParaDeck 已在运行。',
    none: '该数据目录上没有运行中的 ParaDeck。启动：paradeck serve',
    noDoor: 'ParaDeck 以桌面应用运行，未向浏览器提供面板。',
    simulated: 'SIMULATED（模拟）：本机显卡为虚构，其上的实例用 CPU 计算。',
    notSimulated: '显卡保持不变：--simulate-box 在下次启动时生效。',
  },
} as const;

export const serveCommand: Command = {
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    'allow-host': { type: 'string', multiple: true },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'simulate-box': { type: 'string' },
    'no-open': { type: 'boolean' },
  },
  help: {
    en: `paradeck serve [--host ADDRESS] [--port ${panelPort}] [--simulate-box 2x24GiB] [--no-open]

Runs the host and serves the panel to browsers.
  --host     address the panel listens on: as the settings say, else this machine only.
             Any other asks whoever comes for a key: paradeck keys create NAME --scope panel
  --port     port of the panel; 0 takes any free one
  --allow-host NAME  also answers under this name, where a platform proxies the
             port; may be given several times
  --tls-cert FILE --tls-key FILE
             serves HTTPS with this certificate and key (PEM); where a proxy such as
             nginx or Caddy does so, use --allow-host NAME instead
  --simulate-box COUNTxSIZEGiB
             stands cards in that are made up (1 to 8, of 4 to 288 GiB), to see the
             product without a GPU: marked SIMULATED on every page and in every export
  --no-open  does not open a browser
Where a host runs already, prints a fresh link to its panel.
`,
    'zh-CN': `paradeck serve [--host 127.0.0.1] [--port ${panelPort}] [--simulate-box 2x24GiB] [--no-open]

运行主机，并向浏览器提供面板。
  --host     面板监听的地址：默认按设置，否则仅限本机。
             其他地址要求访问者提供密钥：paradeck keys create 名称 --scope panel
  --port     面板端口；0 表示任意空闲端口
  --allow-host 名称  平台以其他域名代理该端口时，也以此名称应答；可多次指定
  --tls-cert 文件 --tls-key 文件
             用该证书和私钥（PEM）提供 HTTPS；若由 nginx、Caddy 等代理提供，
             请改用 --allow-host 名称
  --simulate-box 数量x容量GiB
             用虚构的显卡代替（1 至 8 张，每张 4 至 288 GiB），没有 GPU 也能体验；
             每个页面和每个导出文件都标明 SIMULATED
  --no-open  不打开浏览器
若主机已在运行，则打印新的面板链接。
`,
  },
  run: async (terminal, parsed) => {
    refuseSurplus(parsed.positionals);
    const address = {
      host: textOf(parsed, 'host') ?? null,
      port: parsePort(parsed),
      allowedHosts: textsOf(parsed, 'allow-host'),
      tls: await readTls(parsed),
    };
    const opens = !isOn(parsed, 'no-open');
    const simulatedBox = parseSimulated(parsed);
    const text = texts[terminal.language];
    if ((await showRunning(terminal, opens)) !== null) {
      if (simulatedBox) terminal.tell(`${text.notSimulated}\n`);
      return 0;
    }
    const onOpen = (link: string): void => {
      terminal.tell(`${text.running} ${terminal.home}\n${text.stop}\n`);
      if (simulatedBox) terminal.tell(`${text.simulated}\n`);
      showLink(terminal, link, opens);
    };
    const { runHeadless } = await import('../headless.ts');
    const { home, root, signal } = terminal;
    await runHeadless({ home, root, address, simulatedBox, onOpen, signal });
    return 0;
  },
};

export const openCommand: Command = {
  options: { 'no-open': { type: 'boolean' } },
  help: {
    en: `paradeck open [--no-open]

Prints a fresh one-time link to the panel of the running host, and opens it.
  --no-open  prints it only
`,
    'zh-CN': `paradeck open [--no-open]

打印运行中主机面板的新一次性链接，并打开它。
  --no-open  只打印
`,
  },
  run: async (terminal, parsed) => {
    refuseSurplus(parsed.positionals);
    const shown = await showRunning(terminal, !isOn(parsed, 'no-open'));
    if (shown === null) terminal.tell(`${texts[terminal.language].none}\n`);
    return shown === 'link' ? 0 : 1;
  },
};

/** null: no host runs on this home. */
async function showRunning(terminal: Terminal, opens: boolean): Promise<'link' | 'no-door' | null> {
  const running = await attach(terminal);
  if (running === null) return null;
  try {
    const { url } = await running.call('host.panelLink', {});
    terminal.tell(`${texts[terminal.language].already}\n`);
    if (url === null) terminal.tell(`${texts[terminal.language].noDoor}\n`);
    else showLink(terminal, url, opens);
    return url === null ? 'no-door' : 'link';
  } finally {
    await running.close();
  }
}

function showLink(terminal: Terminal, link: string, opens: boolean): void {
  terminal.tell(`${texts[terminal.language].link}\n`);
  terminal.print(`${link}\n`);
  if (opens) openBrowser(link, terminal.env);
}

/** Throws Misused for one without the other, or a file that can't be read. */
async function readTls(parsed: Parsed): Promise<Tls | undefined> {
  const files = [textOf(parsed, 'tls-cert'), textOf(parsed, 'tls-key')];
  if (files.every((file) => file === undefined)) return undefined;
  const read = async (file = ''): Promise<Buffer> => {
    if (file === '')
      throw new Misused('--tls-cert and --tls-key go together', '--tls-cert 和 --tls-key 须一起给出');
    return readFile(file).catch((thrown: unknown) => {
      throw new Misused(`${file} cannot be read: ${String(thrown)}`, `无法读取 ${file}：${String(thrown)}`);
    });
  };
  const [cert, key] = await Promise.all(files.map(read));
  return cert && key && { cert, key };
}

function parsePort(parsed: Parsed): number {
  const port = numberOf(parsed, 'port') ?? panelPort;
  if (port > 65535) throw notOneOf('--port', ['0–65535'], String(port));
  return port;
}

function parseSimulated(parsed: Parsed): SimulatedBox | undefined {
  const text = textOf(parsed, 'simulate-box');
  if (text === undefined) return undefined;
  const box = parseSimulatedBox(text);
  if (box) return box;
  throw new Misused(
    `--simulate-box takes COUNTxSIZEGiB, 1 to 8 cards of 4 to 288 GiB, such as 2x24GiB, not ${text}`,
    `--simulate-box 形如 2x24GiB（1 至 8 张，每张 4 至 288 GiB），不能是 ${text}`,
  );
}
