/** A model directory as the panel sees it: checked, named, with its key. */
import { basename, dirname } from 'node:path';
import type { ModelCheckCode, ModelCheckLine, ModelRole, ModelView } from '../../contract/model.ts';
import { makeCheckLine } from '../../core/models/checkLine.ts';
import { judgeModel } from '../../core/models/modelCheck.ts';
import { readModelKey } from './modelsDigest.ts';
import type { DigestCache } from './modelsDigest.ts';
import { readModelAbout, readModelFacts } from './modelsRead.ts';
import type { ModelAbout } from './modelsRead.ts';

export interface ModelEntry {
  readonly id: string;
  readonly dir: string;
  /** Kept for directories that are gone. */
  readonly role: ModelRole;
}

/** The app's own demo model: what all three parts say of themselves. null: the user's directory. */
export type BuiltIn = ModelAbout | null;

/** Never rejects: what is wrong stands in the lines. */
export async function checkModel(
  entry: ModelEntry,
  cache: DigestCache,
  builtIn: BuiltIn,
): Promise<ModelView> {
  const facts = await readModelFacts(entry.dir).catch((thrown: NodeJS.ErrnoException) => thrown);
  const about = builtIn ?? (await readModelAbout(entry.dir));
  const head = {
    ...entry,
    name: about.name ?? nameOf(entry.dir),
    isDemo: builtIn !== null || about.demo === true,
    notice: about.notice ?? null,
  };
  if (facts instanceof Error) return unusable(head, folderLine(entry.dir, facts.code));
  const verdict = judgeModel(facts);
  if (verdict === null) return unusable(head, emptyLine(entry.dir));
  const bytes = Object.values(facts.files).reduce((sum, file) => sum + file.bytes, 0);
  const hasKey = verdict.role === 'asr' && verdict.isUsable;
  const modelKey = hasKey ? await readModelKey(entry.dir, cache) : null;
  return { ...head, ...verdict, bytes, modelKey };
}

type Head = Pick<ModelView, 'id' | 'dir' | 'role' | 'name' | 'isDemo' | 'notice'>;

function unusable(head: Head, line: ModelCheckLine): ModelView {
  return { ...head, isUsable: false, checks: [line], precisions: [], bytes: 0, modelKey: null };
}

const folderCodes: Readonly<Record<string, ModelCheckCode>> = {
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-no-folder',
  EACCES: 'folder-denied',
};

function folderLine(dir: string, code = 'unknown'): ModelCheckLine {
  return makeCheckLine('folder', false, {
    code: folderCodes[code] ?? 'folder-unreadable',
    detail: { dir, code },
  });
}

function emptyLine(dir: string): ModelCheckLine {
  return makeCheckLine('folder', false, { code: 'folder-empty', detail: { dir } });
}

/** `…/big-model/asr` is the part of big-model. */
function nameOf(dir: string): string {
  const last = basename(dir);
  return ['asr', 'vad', 'punc'].includes(last) ? basename(dirname(dir)) || last : last;
}
