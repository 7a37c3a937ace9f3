/** What pip prints, as how far it is. Total: a line that says nothing changes nothing. */

export interface PipProgress {
  readonly state: 'asking' | 'downloading' | 'installing';
  /** File or package it is about; null: none yet. */
  readonly note: string | null;
  /** Packages looked at or fetched. */
  readonly packages: number;
  /** Packages to be unpacked, once they are all here. */
  readonly collected: number | null;
  /** Of what is whole here. */
  readonly wholeBytes: number;
  readonly current: { readonly cameBytes: number; readonly bytes: number } | null;
}

export const pipBegins: PipProgress = {
  ...{ state: 'asking', note: null, packages: 0, collected: null, wholeBytes: 0, current: null },
};

/** Bytes by file name, where the index told them: pip itself rounds. */
export type FileSizes = ReadonlyMap<string, number>;

export function doneBytes({ wholeBytes, current }: PipProgress): number {
  return wholeBytes + (current?.cameBytes ?? 0);
}

type Fold = (before: PipProgress, found: readonly string[], sizes: FileSizes) => PipProgress;

const rules: readonly (readonly [RegExp, Fold])[] = [
  [
    /^Progress (\d+) of (\d+)$/,
    (before, [came, of]) => {
      const bytes = Number(of) || (before.current?.bytes ?? 0);
      return { ...before, current: { cameBytes: Number(came), bytes } };
    },
  ],
  [
    /^(?:Collecting|Processing) (\S+)/,
    (before, [what = ''], sizes) => {
      const ended = endFile(before);
      const here = what.startsWith('.') || /[\\/]/.test(what) ? (sizes.get(fileOf(what)) ?? 0) : 0;
      return {
        ...ended,
        note: nameOf(what),
        packages: ended.packages + 1,
        wholeBytes: ended.wholeBytes + here,
      };
    },
  ],
  [
    /^\s+Downloading (\S+)(?: \(([^)]+)\))?$/,
    (before, [what = '', size = ''], sizes) => {
      const file = fileOf(what);
      // The index's word about a file, not the file.
      if (file.endsWith('.metadata')) return before;
      const bytes = sizes.get(file) ?? parseSize(size);
      return {
        ...endFile(before),
        state: 'downloading',
        note: nameOf(what),
        current: { cameBytes: 0, bytes },
      };
    },
  ],
  [
    /^\s+Using cached (\S+)(?: \(([^)]+)\))?$/,
    (before, [what = '', size = ''], sizes) => {
      const file = fileOf(what);
      const bytes = file.endsWith('.metadata') ? 0 : (sizes.get(file) ?? parseSize(size));
      return { ...before, wholeBytes: before.wholeBytes + bytes };
    },
  ],
  [/^\s*Building wheel for (\S+)/, (before, [name = '']) => ({ ...endFile(before), note: name })],
  [
    /^Installing collected packages: (.+)$/,
    (before, [names = '']) => ({
      ...endFile(before),
      ...{ state: 'installing', note: null, collected: names.split(', ').length },
    }),
  ],
];

/** One line of pip's stdout onto what is known. */
export function foldPip(before: PipProgress, line: string, sizes: FileSizes): PipProgress {
  for (const [pattern, fold] of rules) {
    const found = pattern.exec(line.trimEnd());
    if (found) return fold(before, found.slice(1), sizes);
  }
  return before;
}

/** pip says nothing of a file's end: the next one tells it. */
function endFile(before: PipProgress): PipProgress {
  return { ...before, wholeBytes: before.wholeBytes + (before.current?.bytes ?? 0), current: null };
}

const units: Readonly<Record<string, number>> = { bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9 };

/** "190.1 MB" as bytes; 0 for what is no size. */
function parseSize(text: string): number {
  const [, figure, unit = ''] = /^([\d.]+) (\w+)$/.exec(text) ?? [];
  return Math.round(Number(figure ?? 0) * (units[unit] ?? 0)) || 0;
}

/** The last part of a path or an address, as it is called on a disk. */
export function fileOf(target: string): string {
  const last =
    target
      .replace(/[#?].*$/, '')
      .split(/[\\/]/)
      .at(-1) ?? target;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function nameOf(target: string): string {
  return fileOf(target).split('-').slice(0, 2).join(' ');
}

/** A line of pip's output as a line worth showing, or null. Wheels' names say what is coming and how large it is. */
export function foldPipLine(line: string): string | null {
  const text = line.trim();
  const download = /^Downloading (\S+) \(([^)]+)\)/.exec(text);
  if (download) return `downloading ${nameOf(download[1] ?? '')} (${download[2] ?? ''})`;
  if (text.startsWith('Installing collected packages')) return 'installing packages';
  if (/^(ERROR|error):/i.test(text)) return text;
  return null;
}
