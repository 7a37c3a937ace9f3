/** `--hotword` and `--hotwords` of `transcribe`. */
import { Failed } from '../core/failed.ts';
import { dropRemarks, foldHotwords } from '../core/hotwords.ts';
import { Misused, textOf, textsOf } from './command.ts';
import type { Options, Parsed } from './command.ts';
import { readOptionFile } from './optionFile.ts';

export const hotwordOptions = {
  hotword: { type: 'string', multiple: true },
  hotwords: { type: 'string' },
} satisfies Options;

/** undefined where neither was given: the settings' then. Throws Misused for a file that can't be read, and beyond the limits. */
export async function readHotwords(parsed: Parsed): Promise<string[] | undefined> {
  const [words, file] = [textsOf(parsed, 'hotword'), textOf(parsed, 'hotwords')];
  if (words.length === 0 && file === undefined) return undefined;
  const lines = file === undefined || file === '' ? [] : dropRemarks(await readOptionFile('hotwords', file));
  try {
    return foldHotwords([...lines, ...words]);
  } catch (thrown) {
    if (!(thrown instanceof Failed)) throw thrown;
    const { characters, words: most } = thrown.detail ?? {};
    const zh = characters === undefined ? `热词最多 ${most} 个` : `每个热词最多 ${characters} 个字`;
    throw new Misused(thrown.message, zh);
  }
}
