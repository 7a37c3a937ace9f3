/** Names of runs: the time of the start, so that they sort by it. */

/** `20261123T173913123Z`; `after` is the newest one taken, and the result always sorts behind it. */
export function renderRunId(now: number, after: string | null): string {
  const id = new Date(now).toISOString().replace(/[-:.]/g, '');
  return after === null || id > after ? id : renderRunId(parseRunId(after) + 1, null);
}

function parseRunId(id: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(id) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}
