/** Findings as the page says them: in the panel's language, the worst first, and as a text to hand on. */
import { findingTextsEn } from '../../electron/contract/findingTextsEn.ts';
import { findingTextsZhCN } from '../../electron/contract/findingTextsZhCN.ts';
import { findingCode, findingGroup } from '../../electron/contract/machine.ts';
import type { Finding, FindingGroup } from '../../electron/contract/machine.ts';
import type { Texts } from '../texts/en.ts';
import type { Language } from '../../electron/contract/language.ts';

const texts = { en: findingTextsEn, 'zh-CN': findingTextsZhCN } as const;
const severity: readonly Finding['verdict'][] = ['bad', 'warning', 'unknown', 'good'];

/** Cause and fix in that language; a newer host's finding in the host's own words. */
export function renderFinding(
  { code, message, fix, detail }: Finding,
  language: Language,
): { cause: string; fix: string | null } {
  const known = findingCode.safeParse(code);
  if (!known.success) return { cause: message, fix };
  const text = texts[language][known.data];
  return { cause: text.cause(detail), fix: text.fix?.(detail) ?? null };
}

/** Code, English words and every detail: what a search or a maintainer wants. */
export function renderDetails({ code, message, detail }: Finding): string {
  return [`${code}: ${message}`, ...Object.entries(detail).map(([key, value]) => `${key}: ${value}`)].join(
    '\n',
  );
}

/** What needs somebody, the worst first. */
export function listAttention(findings: readonly Finding[]): Finding[] {
  return sorted(findings.filter(({ verdict }) => verdict === 'bad' || verdict === 'warning'));
}

/** All the rest by group, groups without any left out. */
export function listGroups(findings: readonly Finding[]): { group: FindingGroup; findings: Finding[] }[] {
  const rest = findings.filter(({ verdict }) => verdict === 'good' || verdict === 'unknown');
  return findingGroup.options
    .map((group) => ({ group, findings: sorted(rest.filter((one) => one.group === group)) }))
    .filter((one) => one.findings.length > 0);
}

/** The whole page as text, to be pasted where help is asked for. */
export function renderReport(findings: readonly Finding[], t: Texts, language: Language): string {
  const render = (finding: Finding): string => {
    const { cause, fix } = renderFinding(finding, language);
    const head = `[${t.checks.verdicts[finding.verdict]}] ${finding.code}: ${cause}`;
    return [head, fix, finding.command && `$ ${finding.command}`].filter(Boolean).join('\n    ');
  };
  return sorted(findings).map(render).join('\n');
}

function sorted(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => severity.indexOf(a.verdict) - severity.indexOf(b.verdict));
}
