/** Prechecks of the box itself: Node, the data home, disk and memory. */
import type { Finding } from '../../contract/machine.ts';
import { makeFinding, toGiB } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import type { BoxFacts, CodedFinding } from './prechecksFacts.ts';

/** First version with node:sqlite and no flag for it. */
const lowestNode = [22, 13] as const;
/** Below: nothing can be accepted; and below the second, a few hours of spool no longer fit. */
const leastDiskMiB = 1024;
const goodDiskMiB = 10 * 1024;
/** Host, one front, one instance with the int8 model of 220 M parameters. */
const goodRamMiB = 4 * 1024;

export function judgeBox(facts: BoxFacts): CodedFinding[] {
  const damaged = facts.homeProblems.map((words): FindingPlan => ({
    code: 'home-file-damaged',
    verdict: 'warning',
    detail: parseProblem(words),
  }));
  const plans = [judgeNode(facts), judgeHome(facts), ...damaged, judgeDisk(facts), judgeRam(facts)];
  return plans.map((plan) => makeFinding('box', plan));
}

/** The two kinds of file say it alike: "settings.json is damaged … kept as NAME". */
function parseProblem(words: string): Finding['detail'] {
  const file = /^\S+\.json/.exec(words)?.[0] ?? 'paradeck.db';
  const kept = /kept as ([\w.-]*\w)/.exec(words)?.[1] ?? '–';
  return { file, kept, words };
}

function judgeNode({ nodeVersion: version, program }: BoxFacts): FindingPlan {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > lowestNode[0] || (major === lowestNode[0] && minor >= lowestNode[1]);
  if (isEnough) return { code: 'node-good', verdict: 'good', detail: { version } };
  const detail = { version, lowest: lowestNode.join('.') };
  return { code: 'node-old', verdict: 'bad', detail, command: `${program} doctor` };
}

function judgeHome({ home: { path, problem } }: BoxFacts): FindingPlan {
  if (problem === null) return { code: 'home-good', verdict: 'good', detail: { path } };
  return { code: 'home-not-writable', verdict: 'bad', detail: { path, cause: problem } };
}

function judgeDisk({ freeDiskMiB, home: { path } }: BoxFacts): FindingPlan {
  if (freeDiskMiB === null) return { code: 'disk-unknown', verdict: 'unknown', detail: { path } };
  const detail = { path, freeGiB: toGiB(freeDiskMiB) };
  if (freeDiskMiB >= goodDiskMiB) return { code: 'disk-good', verdict: 'good', detail };
  return { code: 'disk-low', verdict: freeDiskMiB < leastDiskMiB ? 'bad' : 'warning', detail };
}

function judgeRam({ ramTotalMiB, ramFreeMiB }: BoxFacts): FindingPlan {
  const detail = { totalGiB: toGiB(ramTotalMiB), freeGiB: toGiB(ramFreeMiB) };
  const isEnough = ramFreeMiB >= goodRamMiB;
  return isEnough
    ? { code: 'ram-good', verdict: 'good', detail }
    : { code: 'ram-low', verdict: 'warning', detail };
}
