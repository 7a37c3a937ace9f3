/** Cuts a stream of bytes into lines of bounded length, whatever the other side sends. */

const NEWLINE = 0x0a;
const RETURN = 0x0d;

export interface LineSink {
  /** One line without its end; a part of one where `isCut`. */
  readonly onLine: (line: Buffer, isCut: boolean) => void;
}

/** Feed it chunks; `end()` hands over what stands without a newline. A line longer than `mostBytes` comes in parts. */
export function cutLines(mostBytes: number, sink: LineSink): { feed(chunk: Buffer): void; end(): void } {
  let held: Buffer[] = [];
  let heldBytes = 0;

  const hand = (isCut: boolean): void => {
    const [first] = held;
    const line = held.length === 1 && first !== undefined ? first : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    const isReturned = !isCut && line.at(-1) === RETURN;
    sink.onLine(isReturned ? line.subarray(0, -1) : line, isCut);
  };
  const hold = (piece: Buffer): void => {
    let rest = piece;
    while (heldBytes + rest.length > mostBytes) {
      const room = mostBytes - heldBytes;
      held.push(rest.subarray(0, room));
      rest = rest.subarray(room);
      hand(true);
    }
    if (rest.length > 0) held.push(rest);
    heldBytes += rest.length;
  };
  return {
    feed(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        hold(chunk.subarray(from, at));
        hand(false);
        from = at + 1;
      }
      if (from < chunk.length) hold(chunk.subarray(from));
    },
    end() {
      if (heldBytes > 0) hand(false);
    },
  };
}
