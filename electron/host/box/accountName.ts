import { userInfo } from 'node:os';

/** Name of the account this runs under; null where it has none, as in a container that is run by a number (`--user 1000`). */
export function readAccountName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
