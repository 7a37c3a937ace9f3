/** Files the user dropped or picked: the panel holds an id of each, never a path, so a page that was taken over can name none. */
import { randomUUID } from 'node:crypto';

/** Ids nobody redeemed are forgotten, the oldest first, beyond this many. */
const mostHeld = 200_000;

export interface FileHandles {
  /** One id a path, in their order; '' for a file that lies on no disk. */
  issue(paths: readonly string[]): readonly string[];
  /** The path an id stands for, once; null: it was never issued. */
  redeem(id: string): string | null;
}

export function createFileHandles(): FileHandles {
  const paths = new Map<string, string>();
  return {
    issue: (given) =>
      given.map((path) => {
        if (path === '') return '';
        const id = randomUUID();
        paths.set(id, path);
        const [oldest] = paths.keys();
        if (paths.size > mostHeld && oldest !== undefined) paths.delete(oldest);
        return id;
      }),
    redeem: (id) => {
      const path = paths.get(id) ?? null;
      paths.delete(id);
      return path;
    },
  };
}
