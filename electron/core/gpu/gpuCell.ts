/** One cell of nvidia-smi's CSV as a typed figure: total, so that no text becomes a number it isn't. */
import type { Figure, Label, UnknownReason } from '../../contract/gpu.ts';

const reasons: readonly (readonly [RegExp, UnknownReason])[] = [
  [/gpu is lost/i, 'gpu-lost'],
  [/requires reset/i, 'needs-reset'],
  [/insufficient permissions/i, 'no-permission'],
  [/deprecated/i, 'deprecated'],
  [/not supported/i, 'not-supported'],
  [/function not found/i, 'not-supported'],
  [/unknown error|^\[?err!?\]?$/i, 'error'],
  [/^\[?(n\/a|unknown|not available.*)?\]?$/i, 'not-available'],
];

/** The absent token a cell holds, or null when it holds a value. */
export function parseAbsence(cell: string): UnknownReason | null {
  const text = cell.trim();
  const bare = reasons.find(([pattern]) => pattern.test(text));
  if (bare === undefined) return null;
  const isWord =
    text === '' || text.startsWith('[') || /^(n\/a|err!?|unknown error|not supported|unknown)$/i.test(text);
  return isWord || bare[1] === 'gpu-lost' || bare[1] === 'needs-reset' ? bare[1] : null;
}

/** A number with or without its unit (`214 MiB`, `39.32 W`, `8 %`, `40`). Anything else is unknown with its reason. */
export function parseFigure(cell: string): Figure {
  const reason = parseAbsence(cell);
  if (reason !== null) return { unknown: reason };
  const match = /^(-?\d+(?:\.\d+)?)\s*(?:MiB|W|%|C|MHz)?$/.exec(cell.trim());
  const value = Number(match?.[1]);
  return match !== null && Number.isFinite(value) && Math.abs(value) < 2 ** 50
    ? value
    : { unknown: 'unparsable' };
}

export function parseLabel(cell: string): Label {
  const reason = parseAbsence(cell);
  return reason === null ? cell.trim() : { unknown: reason };
}

export function isKnown<T extends string | number>(value: T | { unknown: UnknownReason }): value is T {
  return typeof value !== 'object';
}
