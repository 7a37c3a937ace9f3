/** `doctor`: what is right and wrong with this box, and what mends it. */
import { findingTextsEn } from '../contract/findingTextsEn.ts';
import { findingTextsZhCN } from '../contract/findingTextsZhCN.ts';
import { findingCode, findingGroup } from '../contract/machine.ts';
import type { Finding, FindingGroup } from '../contract/machine.ts';
import type { Command, Terminal } from './command.ts';
import { isOn, refuseSurplus } from './command.ts';
import type { Language } from '../contract/language.ts';
import { attach } from './reach.ts';

const texts = { en: findingTextsEn, 'zh-CN': findingTextsZhCN } as const;

const words = {
  en: {
    verdicts: { good: 'good', warning: 'warning', bad: 'bad', unknown: 'unknown' },
    groups: {
      ...{ box: 'Box', cards: 'Cards and CUDA', engines: 'Engines', audio: 'Sound', models: 'Models' },
      ...{ doors: 'Ports and panel', containers: 'Containers' },
    },
    fix: 'fix',
    run: 'run',
    sum: (bad: number, warnings: number) => `${bad} bad, ${warnings} to look at`,
  },
  'zh-CN': {
    verdicts: { good: '正常', warning: '注意', bad: '有问题', unknown: '未知' },
    groups: {
      ...{ box: '本机', cards: '显卡与 CUDA', engines: '引擎', audio: '音频', models: '模型' },
      ...{ doors: '端口与面板', containers: '容器' },
    },
    fix: '解决办法',
    run: '运行',
    sum: (bad: number, warnings: number) => `${bad} 个问题，${warnings} 处需注意`,
  },
} as const;

export const doctorCommand: Command = {
  options: { json: { type: 'boolean' } },
  help: {
    en: `paradeck doctor [--json]

Checks the box: driver, cards and CUDA, engines, ffmpeg and its formats, models,
ports, containers. Each with its verdict, its cause and what mends it.
Asks the running host where there is one; without one it opens and starts nothing.
  --json  prints {"findings": [...]} and nothing else
Exit code: 0 when nothing is bad, 1 when something is.
`,
    'zh-CN': `paradeck doctor [--json]

检查本机：驱动、显卡与 CUDA、引擎、ffmpeg 及其格式、模型、端口、容器，
并逐项给出结论、原因和解决办法。
有主机运行时由主机检查；没有时不会打开或启动任何东西。
  --json  只输出 {"findings": [...]}
退出码：没有问题为 0，有问题为 1。
`,
  },
  run: async (terminal, parsed) => {
    refuseSurplus(parsed.positionals);
    const findings = await askFindings(terminal);
    const isJson = isOn(parsed, 'json');
    terminal.print(
      isJson ? `${JSON.stringify({ findings }, null, 2)}\n` : renderFindings(findings, terminal.language),
    );
    return findings.some(({ verdict }) => verdict === 'bad') ? 1 : 0;
  },
};

async function askFindings(terminal: Terminal): Promise<readonly Finding[]> {
  const running = await attach(terminal);
  if (running === null) {
    // Loaded only now: a command that attaches does without the host's parts.
    const { checkAlone } = await import('../host/box/checksAlone.ts');
    return await checkAlone(terminal);
  }
  try {
    return (await running.call('host.checks', {})).findings;
  } finally {
    await running.close();
  }
}

/** Group by group in the page's order, then how much is wrong. */
export function renderFindings(findings: readonly Finding[], language: Language): string {
  const word = words[language];
  const count = (wanted: Finding['verdict']): number =>
    findings.filter(({ verdict }) => verdict === wanted).length;
  const groups = findingGroup.options.map((group) => renderGroup(group, findings, language));
  return `${groups.join('')}${word.sum(count('bad'), count('warning'))}\n`;
}

function renderGroup(group: FindingGroup, findings: readonly Finding[], language: Language): string {
  const lines = findings
    .filter((finding) => finding.group === group)
    .map((finding) => renderFinding(finding, language));
  return lines.length === 0 ? '' : `${words[language].groups[group]}\n${lines.join('')}\n`;
}

/** In the terminal's language; a newer host's finding in the host's own words. */
function renderFinding(finding: Finding, language: Language): string {
  const { code, verdict, message, command, detail } = finding;
  const word = words[language];
  const known = findingCode.safeParse(code);
  const text = known.success ? texts[language][known.data] : null;
  const fix = text ? (text.fix?.(detail) ?? null) : finding.fix;
  return [
    `  [${word.verdicts[verdict]}] ${code}: ${text?.cause(detail) ?? message}\n`,
    ...(fix === null ? [] : [`      ${word.fix}: ${fix}\n`]),
    ...(command === null ? [] : [`      ${word.run}: ${command}\n`]),
  ].join('');
}
