/** A file of lines that never grows beyond a cap: it becomes the old one, and a new one begins. */
import { existsSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';

/** The file plus one old one are kept: at most twice this on disk. */
const capBytes = 5 * 1024 * 1024;

export interface CappedFile {
  write(line: string): void;
  close(): void;
}

/** `dir`/`name`.log and `name`.old.log; `dir` must exist. Lines are written at once, so that the last one before a crash is there. */
export function openCappedFile(dir: string, name: string, cap = capBytes): CappedFile {
  const file = join(dir, `${name}.log`);
  const destination = pino.destination({ dest: file, sync: true, append: true, mode: 0o600 });
  let bytes = existsSync(file) ? statSync(file).size : 0;
  return {
    write: (line) => {
      if (bytes > cap) {
        renameSync(file, join(dir, `${name}.old.log`));
        destination.reopen();
        bytes = 0;
      }
      bytes += Buffer.byteLength(line);
      destination.write(line);
    },
    close: () => destination.end(),
  };
}

/** Its lines and those of the old one, the oldest first; none where there is no file. */
export async function readCapped(dir: string, name: string): Promise<readonly string[]> {
  const files = [`${name}.old.log`, `${name}.log`].map((file) => join(dir, file));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.flatMap((text) => text.split('\n'));
}
