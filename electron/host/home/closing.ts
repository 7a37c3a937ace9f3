/** What was opened is closed in reverse order, each part even if another's closing fails. */
import type { Log } from '../ports.ts';

export interface Closing {
  /** Remembers a part just opened and hands it back. */
  keep<T extends { close(): unknown }>(name: string, part: T): T;
  /** Closes everything; a second call waits for the first. */
  close(): Promise<void>;
}

export function createClosing(log: Pick<Log, 'error'>): Closing {
  const kept: { readonly name: string; readonly part: { close(): unknown } }[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let next = kept.pop(); next; next = kept.pop()) {
      try {
        await next.part.close();
      } catch (thrown) {
        log.error('a part did not close cleanly', { part: next.name, cause: String(thrown) });
      }
    }
  }
  return {
    keep: (name, part) => {
      kept.push({ name, part });
      return part;
    },
    close: () => (closing ??= closeAll()),
  };
}
