/** Makes a diagnostics bundle: gathers what there is, takes out what is private, packs the rest. */
import { release, totalmem } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { z } from 'zod';
import type { BundleFile, Diagnostics } from '../../contract/diagnostics.ts';
import { createRedactor, phrasesOf } from '../../core/diagnostics/redactor.ts';
import { renderBundle } from '../../core/diagnostics/renderBundle.ts';
import type { BundledText, BundleFacts } from '../../core/diagnostics/renderBundle.ts';
import { openEnvironments } from '../box/environments.ts';
import { readJsonFile } from '../home/jsonFile.ts';
import { pathsIn } from '../home/paths.ts';
import { listPrivate } from './listPrivate.ts';
import { readLogTails } from './readLogTails.ts';

/** What only a host or its files can tell. */
export interface BundleSource {
  readonly version: string;
  readonly shell: string;
  findings(): Promise<BundleFacts['findings']>;
  settings(): Promise<BundleFacts['settings']>;
  instances(): Promise<BundleFacts['instances']>;
  /** The newest, and whole texts of some of them: to be taken out of the logs. */
  journal(): Promise<{ jobs: BundleFacts['jobs']; texts: readonly string[] }>;
}

export interface BundlePlace {
  readonly home: string;
  readonly root: string;
  readonly now: number;
}

/** Lets the host answer others in between. */
export async function makeBundle(source: BundleSource, place: BundlePlace): Promise<Diagnostics> {
  const { home, root, now } = place;
  const [findings, settings, instances, journal] = await Promise.all([
    ...([source.findings(), source.settings(), source.instances(), source.journal()] as const),
  ]);
  const facts: BundleFacts = {
    ...{ findings, settings, instances, jobs: journal.jobs },
    versions: { ...readVersions(source, root), madeAt: new Date(now).toISOString() },
    envelopes: await readJsonFile(join(home, 'envelopes.json'), z.unknown()),
    logs: await readLogTails(pathsIn(home).logs),
  };
  const phrases = new Set<string>();
  for (const text of journal.texts) {
    for (const phrase of phrasesOf(text)) phrases.add(phrase);
    await breathe();
  }
  const redact = createRedactor({ ...(await listPrivate(place, facts)), phrases });
  const texts: BundledText[] = [];
  for (const text of renderBundle(facts, redact)) {
    if (text !== null) texts.push(text);
    await breathe();
  }
  const stamp = new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
  const zip = await pack(texts);
  return {
    fileName: `paradeck-diagnostics-${stamp}.zip`,
    files: listFiles(texts),
    zipBase64: zip.toString('base64'),
  };
}

function readVersions({ version, shell }: BundleSource, root: string): BundleFacts['versions'] {
  const { node, electron = null, chrome = null } = process.versions;
  const system = { platform: process.platform, architecture: process.arch, release: release() };
  const ram = Math.round(totalmem() / 2 ** 20);
  return {
    paradeck: version,
    shell,
    ...system,
    node,
    electron,
    chrome,
    ramMiB: ram,
    ...readEnvironments(root),
  };
}

/** What is installed in each Python environment that is there. */
function readEnvironments(root: string): BundleFacts['versions'] {
  const environments = openEnvironments(root);
  const found = (['onnx', 'funasr', 'ffmpeg', 'hub'] as const).map((name) => {
    const versions = environments.find(name)?.versions;
    return [`python.${name}`, versions?.length ? JSON.stringify(versions) : null];
  });
  return Object.fromEntries(found) as BundleFacts['versions'];
}

function listFiles(texts: readonly BundledText[]): BundleFile[] {
  return texts.flatMap(({ name, part, text }) =>
    part === null ? [] : [{ name, part, bytes: Buffer.byteLength(text) }],
  );
}

async function pack(texts: readonly BundledText[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const zip = new Zip((error, chunk, isLast) => {
    if (error) return reject(error);
    chunks.push(chunk);
    if (isLast) resolve(undefined);
  });
  for (const { name, text } of texts) {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    file.push(strToU8(text), true);
    await breathe();
  }
  zip.end();
  await promise;
  return Buffer.concat(chunks);
}
