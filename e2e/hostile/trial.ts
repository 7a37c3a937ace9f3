/** Hands hostile files to a running host and says what became of each. */
import { lstat, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { JobView } from '../../electron/contract/job.ts';
import type { UploadView } from '../../electron/contract/upload.ts';
import type { Box } from '../box.ts';
import { charErrorRate } from '../charError.ts';
import { sendWhole } from '../panelSession.ts';
import type { PanelSession } from '../panelSession.ts';
import type { Expected, HostileFile, Kit } from './corpus.ts';

export interface Outcome {
  readonly file: HostileFile;
  /** done, or the code of its failure, or the state it ended in. */
  readonly what: string;
  readonly text: string;
  /** From handing it in to its end. */
  readonly tookMs: number;
}

/** From now on; what it answers writes the outcome down. */
function beginTrial(file: HostileFile): (what: string, text?: string) => Outcome {
  const beganAt = performance.now();
  return (what, text = '') => ({ file, what, text, tookMs: performance.now() - beganAt });
}

export async function tryFile(file: HostileFile, kit: Kit, box: Box): Promise<Outcome> {
  const path = await file.make(kit);
  const end = beginTrial(file);
  const accepted = await box.submit(path).catch((thrown: { code?: string }) => thrown.code ?? String(thrown));
  if (typeof accepted === 'string') return end(accepted);
  await file.afterwards?.(path);
  const job = await box.ended(accepted.id);
  if (job.state !== 'done') return end(nameEnd(job));
  return end('done', (await box.call('transcripts.get', { id: job.id })).text);
}

/** The same file as a browser sends it; null: it is none that could be sent (a folder, a pipe, a link). */
export async function tryUpload(file: HostileFile, kit: Kit, at: Uploading): Promise<Outcome | null> {
  const path = await file.make(kit);
  const stats = await lstat(path).catch(() => null);
  if (!stats?.isFile() || stats.size > mostSentBytes) return null;
  const content = await readFile(path);
  const end = beginTrial(file);
  const reply = await sendWhole(at.session, { name: basename(path), content });
  if (!reply.ok) return end(reply.failure.code);
  const { job } = reply.value as UploadView;
  const ended = await at.box.ended(job?.id ?? '');
  if (ended.state !== 'done') return end(nameEnd(ended));
  return end('done', (await at.box.call('transcripts.get', { id: ended.id })).text);
}

export interface Uploading {
  readonly box: Box;
  readonly session: PanelSession;
}

/** Larger ones are bombs, which are tried from the disk. */
const mostSentBytes = 8 * 1024 * 1024;

function nameEnd({ state, failure }: JobView): string {
  return state === 'failed' && failure ? failure.code : state;
}

const noSound = ['file-not-audio', 'file-no-sound', 'file-truncated', 'file-refused', 'file-unreadable'];

/** null: it is as it must be; else what it is. `sentence` is what all of them say. */
export function judgeOutcome({ file, what, text }: Outcome, sentence: string): string | null {
  const isGood = isAsExpected(file.expected, { what, text, wrong: charErrorRate(sentence, text) });
  return isGood ? null : `${file.name}: ${what} «${text}», expected ${JSON.stringify(file.expected)}`;
}

function isAsExpected(
  expected: Expected,
  { what, text, wrong }: { what: string; text: string; wrong: number },
): boolean {
  const isDone = what === 'done';
  switch (expected.kind) {
    case 'heard':
      return isDone && wrong <= expected.share;
    case 'silent':
      return isDone && text === '';
    case 'either':
      return isDone ? wrong === 0 : expected.codes.some((code) => code === what);
    case 'refused':
      return expected.codes.some((code) => code === what);
    case 'harmless':
      return isDone || noSound.includes(what);
  }
}
