/** Model and sound a proof works on, made in a folder that is gone afterwards. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutClips, readPcm, totalSeconds } from '../../e2e/clips.ts';
import { longestSample } from '../../e2e/samples.ts';
import { makeRandomModel } from '../randomModel.ts';
import { readSegments } from '../recognise.ts';
import type { Ground } from './ground.ts';
import type { Material } from './stand.ts';

/** Enough that a fast card is busy for seconds; a trial on the CPU is to be short. */
const clipCount = { card: 400, trial: 24 };

export interface MaterialOptions extends Ground {
  /** A model directory of the user's own; null: random weights. */
  readonly modelDir: string | null;
  readonly isTrial: boolean;
}

export interface OpenedMaterial extends Material {
  readonly model: string;
  close(): Promise<void>;
}

export async function openMaterial({
  python,
  ffmpeg,
  modelDir,
  isTrial,
}: MaterialOptions): Promise<OpenedMaterial> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-prove-'));
  const size = isTrial ? 'small' : 'large';
  const made = modelDir === null ? await makeRandomModel(python, { size, isExported: false }) : null;
  const samples = await readPcm(longestSample().path, ffmpeg);
  const path = join(dir, 'recording.pcm');
  await writeFile(path, samples);
  const count = isTrial ? clipCount.trial : clipCount.card;
  const clips = await cutClips(samples, dir, { count, fromS: 2, toS: 9, seed: 1 });
  return {
    python,
    asr: made?.dir ?? modelDir ?? '',
    model: made === null ? (modelDir ?? '') : `random weights, ${Math.round(made.parameters / 1e5) / 10} M`,
    clips,
    segments: await readSegments(clips),
    audioS: await totalSeconds(clips),
    recording: { pcm: { path }, fromSample: 0, toSample: samples.length },
    isTrial,
    close: async () => {
      await rm(dir, { recursive: true, force: true });
      await made?.close();
    },
  };
}
