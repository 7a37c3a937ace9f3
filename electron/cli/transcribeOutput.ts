/** What `transcribe` hands out for each file: its text on stdout or in a folder, or on stderr why there is none. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../contract/failure.ts';
import type { JobView } from '../contract/job.ts';
import { Failed, foldFailure } from '../core/failed.ts';
import { writeTemp } from '../host/home/durableWrite.ts';
import { makeFolder } from '../host/home/makeFolder.ts';
import { saveTranscript } from '../host/jobs/saveTranscript.ts';
import type { GatheredFile } from './gatherFiles.ts';
import { renderFailure } from './renderFailure.ts';
import type { TranscribeRun } from './transcribePlan.ts';

const notes = {
  en: {
    demo: 'Made with the demo model, which knows a small vocabulary: for trying, not for work.',
    simulated: 'SIMULATED: recognised on simulated cards, no GPU was used.',
    cancelled: 'cancelled',
    skipped: 'transcribed before, this is its text (--again does it anew)',
    saved: 'saved',
    'no-speech': 'no speech was found',
    truncated: 'the file breaks off; this is the text of what is whole',
  },
  'zh-CN': {
    demo: '由演示模型生成，词汇量很小，仅供试用。',
    simulated: 'SIMULATED（模拟）：由模拟显卡上的实例识别，并未使用 GPU。',
    cancelled: '已取消',
    skipped: '此前已转写，文字取自已有的转写稿（--again 可重新转写）',
    saved: '已保存',
    'no-speech': '没有找到语音',
    truncated: '文件中途截断，以上是完整部分的文字',
  },
} as const;

export interface TranscribeOutput {
  /** true when the file is fully done. */
  put(
    file: GatheredFile,
    outcome: { readonly job: JobView } | { readonly failure: Failure },
  ): Promise<boolean>;
  /** What is said once, after the last file. */
  end(): void;
}

type Run = Pick<TranscribeRun, 'plan' | 'terminal' | 'reached' | 'line'>;

export function createOutput(run: Run): TranscribeOutput {
  const { terminal, line } = run;
  const note = notes[terminal.language];
  let [isDemo, isSimulated] = [false, false];
  const refuse = (file: GatheredFile, failure: Failure): false => {
    line.tell(renderFailure(failure, terminal.language, file.name));
    return false;
  };
  return {
    put: async (file, outcome) => {
      if ('failure' in outcome) return refuse(file, outcome.failure);
      const { job } = outcome;
      isDemo ||= job.isDemo;
      isSimulated ||= job.isSimulated;
      try {
        if (hasText(job)) await giveText(run, file, job);
      } catch (thrown) {
        return refuse(file, foldFailure(thrown));
      }
      if (job.state === 'skipped') line.tell(`${file.name}: ${note.skipped}\n`);
      if (job.state === 'done' || job.state === 'skipped') return true;
      if (job.state === 'cancelled') line.tell(`${file.name}: ${note.cancelled}\n`);
      else refuse(file, job.failure ?? { code: 'coverage-incomplete', message: job.state });
      return false;
    },
    end: () => {
      if (isDemo) line.tell(`${note.demo}\n`);
      if (isSimulated) line.tell(`${note.simulated}\n`);
    },
  };
}

function hasText({ state }: JobView): boolean {
  return state === 'done' || state === 'incomplete' || state === 'skipped';
}

async function giveText(
  { plan, terminal, reached, line }: Run,
  file: GatheredFile,
  job: JobView,
): Promise<void> {
  const note = notes[terminal.language];
  const transcript = await reached.call('transcripts.get', { id: job.id });
  if (plan.out !== undefined) {
    const paths = await saveTranscript({ transcript, formats: [plan.format], dir: plan.out });
    line.tell(`${note.saved}: ${paths.join(', ')}\n`);
  } else {
    const { content } = await reached.call('transcripts.export', { id: job.id, format: plan.format });
    const header = plan.files.length > 1 ? `==> ${file.name} <==\n` : '';
    line.tell('');
    const text = Buffer.from(content, 'base64').toString();
    terminal.print(`${header}${text.replace(/\n*$/, '\n')}`);
  }
  for (const about of toldNotes) {
    if (transcript.notes.includes(about)) line.tell(`${file.name}: ${note[about]}\n`);
  }
}

/** Where the text is not the whole of what its reader expects. */
const toldNotes = ['no-speech', 'truncated'] as const;

/** Makes the folder and tries it before anything is worked for. Throws output-not-writable. */
export async function openOut(dir: string): Promise<void> {
  try {
    await makeFolder(dir);
    // Permission bits don't tell of a read-only mount: only a write does.
    await rm(await writeTemp(join(dir, 'trial'), ''));
  } catch (thrown) {
    throw new Failed('output-not-writable', `${dir}: ${String(thrown)}`, { path: dir });
  }
}
