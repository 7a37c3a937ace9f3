/** The diagnostics bundle with no host running: files are read as they lie, nothing is locked, mended or started. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Diagnostics } from '../../contract/diagnostics.ts';
import { settings } from '../../contract/settings.ts';
import type { BundledJob } from '../../core/diagnostics/renderBundle.ts';
import { checkAlone } from '../box/checksAlone.ts';
import { readInstanceSpecs } from '../fleet/instanceSpecs.ts';
import { readJsonFile } from '../home/jsonFile.ts';
import { pathsIn } from '../home/paths.ts';
import { openForReading } from '../store/storeDatabase.ts';
import { readPage } from '../store/storePages.ts';
import { joinSummary } from '../store/storeRecord.ts';
import { bundled } from './hostDiagnostics.ts';
import { makeBundle } from './makeBundle.ts';

const manifest = z.object({ version: z.string() });

export async function diagnoseAlone({ home, root }: { home: string; root: string }): Promise<Diagnostics> {
  const { version } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const source = {
    ...{ version, shell: 'none' },
    findings: () => checkAlone({ home, root }),
    settings: () => readJsonFile(join(home, 'settings.json'), settings),
    instances: async () => (await readInstanceSpecs(home)).map((spec) => ({ spec })),
    journal: async () => readJournal(pathsIn(home).database),
  };
  return await makeBundle(source, { home, root, now: Date.now() });
}

/** Nothing of a journal that is not there or damaged: the checks say what is wrong with it. */
function readJournal(path: string): { jobs: BundledJob[]; texts: string[] } {
  if (!existsSync(path)) return { jobs: [], texts: [] };
  try {
    const db = openForReading(path);
    try {
      const everyJob = { limit: bundled.jobs, before: null, instanceId: null, states: null };
      const sql = 'SELECT text FROM transcripts ORDER BY job DESC LIMIT ?';
      const texts = db.all<{ text: string }>(sql, bundled.texts).map(({ text }) => text);
      return { jobs: readPage(db, everyJob).map(joinSummary).map(bundleSummary), texts };
    } finally {
      db.close();
    }
  } catch {
    return { jobs: [], texts: [] };
  }
}

function bundleSummary(job: ReturnType<typeof joinSummary>): BundledJob {
  return { ...job, troubles: [...job.troubles], ranOn: [...job.ranOn] };
}
