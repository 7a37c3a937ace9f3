/** One JSON value a line over a byte stream. Node's readline is no good here: it also splits at U+2028, which JSON allows. */
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Calls back for each whole line, without its end. What follows the last newline is dropped. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let held: string[] = [];
  stream.on('data', (chunk: Buffer) => {
    const parts = decoder.write(chunk).split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      onLine(held.join('') + part);
      held = [];
    }
    if (last !== '') held.push(last);
  });
}
