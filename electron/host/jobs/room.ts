/** Is there room for the spool to grow: within its own bound, and on the disk? */
import type { Spool } from './spool.ts';

export interface Room {
  hasRoom(): boolean;
  /** The disk itself is full, whatever the spool's bound says. */
  isDiskFull(): boolean;
  /** A write found the disk full. */
  noteFull(): void;
  /** Looks at the disk again; true where the answer of hasRoom changed. */
  look(): Promise<boolean>;
}

export function createRoom(spool: Spool, boundBytes: () => number): Room {
  let isFull = false;
  const hasRoom = (): boolean => !isFull && spool.usedBytes() < boundBytes();
  let before = hasRoom();
  return {
    hasRoom,
    isDiskFull: () => isFull,
    noteFull: () => {
      isFull = true;
    },
    async look() {
      isFull = !(await spool.hasFreeDisk());
      const isChanged = hasRoom() !== before;
      before = hasRoom();
      return isChanged;
    },
  };
}
