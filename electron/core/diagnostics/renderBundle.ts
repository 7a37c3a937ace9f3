/** The files of a diagnostics bundle, as text, with everything private taken out. */
import type { BundlePart } from '../../contract/diagnostics.ts';
import { bundlePart } from '../../contract/diagnostics.ts';
import { diagnosticsTexts } from '../../contract/diagnosticsTexts.ts';
import type { InstanceSpec, InstanceView } from '../../contract/instance.ts';
import type { JobView } from '../../contract/job.ts';
import type { Finding } from '../../contract/machine.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Redact } from './redactor.ts';

const toldOfJob = [
  ...(['id', 'state', 'waiting', 'bytes', 'troubles', 'ranOn', 'device', 'modelName', 'isDemo'] as const),
  ...(['characters', 'acceptedAt', 'startedAt', 'endedAt'] as const),
] as const;

/** What a bundle reads of a job; its name and path only to take them out of the logs. */
export type BundledJob = Pick<JobView, (typeof toldOfJob)[number] | 'name' | 'path' | 'failure'>;

/** An instance as a running host shows it, or its spec alone. */
export type BundledInstance = Partial<InstanceView> & { readonly spec: InstanceSpec };

export interface LogTail {
  readonly part: Extract<BundlePart, 'host-log' | 'request-log' | 'worker-logs'>;
  /** Under `logs`, without its ending. */
  readonly name: string;
  readonly lines: readonly string[];
}

export interface BundleFacts {
  readonly findings: readonly Finding[];
  readonly versions: Readonly<Record<string, string | number | null>>;
  /** null: could not be read. */
  readonly settings: Settings | null;
  readonly instances: readonly BundledInstance[];
  readonly envelopes: unknown;
  readonly jobs: readonly BundledJob[];
  readonly logs: readonly LogTail[];
}

export interface BundledText {
  readonly name: string;
  /** null: the note that says what the others are. */
  readonly part: BundlePart | null;
  readonly text: string;
}

/** Lines of a log that are read over without a pause: some milliseconds. */
const linesAtOnce = 40;

/** One file after the other. null: a moment to do something else, since a log takes long. */
export function* renderBundle(facts: BundleFacts, redact: Redact): Generator<BundledText | null> {
  const json = (name: string, part: BundlePart, value: unknown): BundledText => ({
    ...{ name, part },
    text: `${JSON.stringify(redactValue(value, redact), null, 2)}\n`,
  });
  yield { name: 'READ-ME.txt', part: null, text: renderNote() };
  yield json('checks.json', 'checks', { findings: facts.findings });
  yield json('versions.json', 'versions', facts.versions);
  yield json('settings.json', 'settings', facts.settings && bareSettings(facts.settings));
  yield json('instances.json', 'instances', facts.instances.map(bareInstance));
  yield json('envelopes.json', 'envelopes', facts.envelopes);
  yield json('jobs.json', 'jobs', facts.jobs.map(bareJob));
  for (const log of facts.logs) yield* renderLog(log, redact);
}

function* renderLog({ part, name, lines }: LogTail, redact: Redact): Generator<BundledText | null> {
  const render = {
    'host-log': (line: string) => redactJsonLine(line, redact),
    'request-log': (line: string) => renderRequest(line, redact),
    'worker-logs': redact,
  }[part];
  let text = '';
  for (const [index, line] of lines.entries()) {
    text += `${render(line)}\n`;
    if (index % linesAtOnce === linesAtOnce - 1) yield null;
  }
  yield { name: `logs/${name}.log`, part, text };
}

function renderNote(): string {
  const { intro, never, parts } = diagnosticsTexts.en;
  return [intro, ...bundlePart.options.map((part) => `- ${parts[part]}`), never, ''].join('\n');
}

/** Every text in it, however deep; names of fields are ours. */
function redactValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => redactValue(one, redact));
  if (value === null || typeof value !== 'object') return value;
  // Keys of records may be a device's or a variable's.
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [redact(key), redactValue(one, redact)]),
  );
}

function redactJsonLine(line: string, redact: Redact): string {
  try {
    return JSON.stringify(redactValue(JSON.parse(line) as unknown, redact));
  } catch {
    return redact(line);
  }
}

/** Texts that are one of a few, by where they stand; any other may be an address, a path or a word of the user's. */
export const plainSettings: ReadonlySet<string> = new Set([
  'language',
  'theme',
  'firstSteps',
  'kind',
  'saveFormats',
]);

function bareSettings(settings: Settings): unknown {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, bareSetting(name, value)]),
  );
}

function bareSetting(name: string, value: unknown): unknown {
  if (plainSettings.has(name) || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return `${value.length} set`;
  if (typeof value !== 'object') return 'set';
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bareSetting(key, one)]));
}

/** Without its name; of its variables the names alone. */
function bareInstance({ spec, ...view }: BundledInstance): unknown {
  return { spec: { ...spec, name: undefined, env: Object.keys(spec.env) }, ...view };
}

/** Without its key's name: of a key that is gone nothing else tells that it is one. Nor anything of a line that is not whole. */
function renderRequest(line: string, redact: Redact): string {
  try {
    const hideKey = (field: string, value: unknown) =>
      field === 'keyName' && value !== null ? 'set' : value;
    return JSON.stringify(redactValue(JSON.parse(line, hideKey) as unknown, redact));
  } catch {
    return '[not whole]';
  }
}

/** A failure's code says what it is; its words name the file. */
function bareJob(job: BundledJob): unknown {
  const told = Object.fromEntries(toldOfJob.map((name) => [name, job[name]]));
  return { ...told, failure: job.failure?.code ?? null };
}
