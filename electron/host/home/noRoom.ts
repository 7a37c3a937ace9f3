/** Whether a write failed for want of room: a full disk, or the user's share of it. */
export function isNoRoom(thrown: unknown): boolean {
  const { code } = (thrown ?? {}) as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
