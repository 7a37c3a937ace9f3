/** Whether a file in a folder is taken for sound, by its name alone. */
import { soundExtensions } from '../../contract/job.ts';

const extensions: ReadonlySet<string> = new Set(soundExtensions);

export function isAudioName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && extensions.has(name.slice(dot + 1).toLowerCase());
}
