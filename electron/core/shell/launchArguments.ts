/** What a start of the desktop was asked for. */

/** Given by the start at login: no window is shown. */
export const hiddenSwitch = '--hidden';

export interface Launch {
  /** As they were given; relative ones are the launching folder's. */
  readonly files: readonly string[];
  readonly isHidden: boolean;
}

/** `args`: behind the program's own name. Chromium and Electron add switches of theirs; behind `--` all are files. */
export function parseLaunch(args: readonly string[]): Launch {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  const behind = end === -1 ? [] : args.slice(end + 1);
  const files = [...before.filter((arg) => !arg.startsWith('-')), ...behind];
  return { files: files.filter((file) => file !== ''), isHidden: before.includes(hiddenSwitch) };
}
