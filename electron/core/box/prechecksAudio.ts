/** Prechecks of sound: is there an ffmpeg, and was it built for what people bring. */
import { makeFinding } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { installFfmpeg } from './fixCommands.ts';
import type { BoxFacts, CodedFinding, FoundFfmpeg } from './prechecksFacts.ts';

export function judgeFfmpeg(facts: BoxFacts): CodedFinding[] {
  const { found } = facts.ffmpeg;
  const plans = found === null ? [planMissing(facts)] : [planFound(facts, found), planFormats(facts, found)];
  return plans.map((plan) => makeFinding('audio', plan));
}

function planMissing({ platform }: BoxFacts): FindingPlan {
  return { code: 'ffmpeg-missing', verdict: 'bad', command: installFfmpeg(platform) };
}

function planFound({ ffmpeg: { settingPath } }: BoxFacts, found: FoundFfmpeg): FindingPlan {
  const detail = { ...found };
  if (settingPath === null || found.source === 'setting')
    return { code: 'ffmpeg-good', verdict: 'good', detail };
  return { code: 'ffmpeg-setting-broken', verdict: 'warning', detail: { ...detail, settingPath } };
}

function planFormats({ ffmpeg: { formats }, platform }: BoxFacts, { path }: FoundFfmpeg): FindingPlan {
  if (formats === null) return { code: 'ffmpeg-formats-unknown', verdict: 'unknown', detail: { path } };
  if (formats.lacks.length === 0)
    return { code: 'ffmpeg-formats-good', verdict: 'good', detail: { formats: formats.has.join(', ') } };
  const detail = { missing: formats.lacks.join(', '), path };
  return { code: 'ffmpeg-formats-missing', verdict: 'warning', detail, command: installFfmpeg(platform) };
}
