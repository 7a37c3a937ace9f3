/** A download under way; bytes, null is unknown. */
export interface Coming {
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly speedBytesS: number | null;
}

/** Seconds until all is here at the present speed; null where that is not known. */
export function foldLeftS({ doneBytes, totalBytes, speedBytesS }: Coming): number | null {
  if (totalBytes === null || speedBytesS === null || speedBytesS === 0) return null;
  return Math.max(0, totalBytes - doneBytes) / speedBytesS;
}
