/** Text of a job as a stream of additions that, put together, are its transcript. */

/**
 * How far nothing that follows can change how a text is written: to its last sentence's end behind a Chinese character.
 * What stands behind an open sentence may still move its mark or a space.
 */
export function settledLength(text: string): number {
  let length = 0;
  for (const match of text.matchAll(/[^\u0000-\u007f][。？]/gu)) length = match.index + match[0].length;
  return length;
}

/** The next addition to `sent` while the job runs; '' for none yet. */
export function foldDelta(sent: string, text: string): string {
  const settled = text.slice(0, settledLength(text));
  return settled.startsWith(sent) ? settled.slice(sent.length) : '';
}

/** The last addition. A transcript that does not go on from what was sent adds nothing: the whole of it follows anyway. */
export function foldLastDelta(sent: string, text: string): string {
  return text.startsWith(sent) ? text.slice(sent.length) : '';
}
