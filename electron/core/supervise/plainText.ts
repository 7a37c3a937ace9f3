/** Text a program wrote for a terminal, as it may be shown in a list. */

// ECMA-48: CSI sequences, OSC strings ended by BEL or ST, and two-byte escapes.
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-_])/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Without colours and control characters; of a line rewritten by carriage returns, what stood last. */
export function renderPlain(text: string): string {
  const bare = text.replace(ESCAPES, '');
  const [last = ''] = bare.split('\r').filter(Boolean).slice(-1);
  return last.replace(CONTROLS, '');
}
