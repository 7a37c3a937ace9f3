/** A file of lines that an option names. */
import { readFile } from 'node:fs/promises';
import { splitLines } from '../core/splitLines.ts';
import { Misused } from './command.ts';

/** Throws Misused for a file that can't be read. */
export async function readOptionFile(option: string, path: string): Promise<string[]> {
  try {
    return splitLines(await readFile(path, 'utf8'));
  } catch (thrown) {
    const details = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Misused(
      `--${option}: ${path} cannot be read: ${details}`,
      `--${option}：无法读取 ${path}：${details}`,
    );
  }
}
