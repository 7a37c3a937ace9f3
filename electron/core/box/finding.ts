/** Makes a finding: its English words come from the table of texts, so that no judge words anything. */
import { findingTextsEn } from '../../contract/findingTextsEn.ts';
import type { Finding, FindingCode, FindingGroup } from '../../contract/machine.ts';
import type { CodedFinding } from './prechecksFacts.ts';

export interface FindingPlan {
  readonly code: FindingCode;
  readonly verdict: Finding['verdict'];
  readonly detail?: Finding['detail'];
  readonly command?: string | null;
}

export function makeFinding(group: FindingGroup, plan: FindingPlan): CodedFinding {
  const { code, verdict, detail = {}, command = null } = plan;
  const { cause, fix } = findingTextsEn[code];
  return { code, group, verdict, message: cause(detail), fix: fix?.(detail) ?? null, command, detail };
}

/** MiB as GiB with one decimal. */
export function toGiB(mebibytes: number): number {
  return Math.round(mebibytes / 102.4) / 10;
}
