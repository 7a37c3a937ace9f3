/** Texts that lie beside the audio they belong to: `transcribe folder/*` names them too, and they are no audio. */
import { extname } from 'node:path';
import { transcriptFormat } from '../contract/job.ts';
import type { GatheredFile } from './gatherFiles.ts';

const textExtensions: ReadonlySet<string> = new Set(transcriptFormat.options.map((format) => `.${format}`));

export interface Sorted {
  readonly files: readonly GatheredFile[];
  /** Left out: `talk.txt` or `talk.wav.srt` where talk.wav is named as well. */
  readonly texts: readonly GatheredFile[];
}

export function dropTexts(gathered: readonly GatheredFile[]): Sorted {
  const audio = gathered.map(({ path }) => path).filter((path) => !isText(path));
  const owners = new Set(audio.flatMap((path) => [path, stem(path)]));
  const isOwned = ({ path }: GatheredFile): boolean => isText(path) && owners.has(stem(path));
  return { files: gathered.filter((file) => !isOwned(file)), texts: gathered.filter(isOwned) };
}

function isText(path: string): boolean {
  return textExtensions.has(extname(path).toLowerCase());
}

function stem(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}
