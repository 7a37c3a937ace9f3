/** Writes that arrive close together share one commit: a folder of files dropped costs a few, not one each. */
import type { Database, Durability } from './storeDatabase.ts';

export interface Write {
  readonly durability: Durability;
  /** True: may wait groupMs for company. False: commits as soon as the messages at hand are read. */
  readonly isPatient: boolean;
  work(): void;
  /** After the commit with null, or with what was thrown: by its own work, or by the commit of all. */
  settle(thrown: unknown): void;
}

export interface WriteGroup {
  add(write: Write): void;
  /** Commits what waits, at once. Never throws: each write learns its own fate. */
  flush(): void;
}

/** A group this large does not wait for its time. */
const largestGroup = 512;

/** Runs all writes in order in one transaction; what each came to. */
function commitAll(db: Database, writes: readonly Write[]): unknown[] {
  const durability = writes.some((write) => write.durability === 'FULL') ? 'FULL' : 'NORMAL';
  try {
    return db.transact(durability, () => writes.map((write) => db.nest(() => write.work())));
  } catch (thrown) {
    return writes.map(() => thrown);
  }
}

export function groupWrites(db: Database, groupMs: number): WriteGroup {
  let group: Write[] = [];
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;

  function flush(): void {
    clearTimeout(timer);
    clearImmediate(immediate);
    timer = immediate = undefined;
    const writes = group;
    group = [];
    if (writes.length === 0) return;
    const thrown = commitAll(db, writes);
    writes.forEach((write, index) => write.settle(thrown[index] ?? null));
  }

  return {
    add(write) {
      group.push(write);
      if (group.length >= largestGroup) flush();
      else if (write.isPatient) timer ??= setTimeout(flush, groupMs);
      else immediate ??= setImmediate(flush);
    },
    flush,
  };
}
