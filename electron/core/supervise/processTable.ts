/** How processes are asked for where there is no /proc, and what the answer says. */
import type { Found } from './planStrays.ts';

/** Program and arguments that print a line for each of the pids that lives. */
export function planProcessTable(
  platform: string,
  pids: readonly number[],
): { file: string; args: string[] } {
  if (platform !== 'win32') {
    return { file: 'ps', args: ['-ww', '-o', 'pid=,lstart=,command=', '-p', pids.join(',')] };
  }
  const filter = pids.map((pid) => `ProcessId=${pid}`).join(' or ');
  const line =
    "'{0} {1} {2}' -f $_.ProcessId, ([DateTimeOffset]$_.CreationDate).ToUnixTimeMilliseconds(), $_.CommandLine";
  const script = `Get-CimInstance Win32_Process -Filter "${filter}" | ForEach-Object { ${line} }`;
  return { file: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-Command', script] };
}

/** Lines that are no process are passed over. */
export function parseProcessTable(platform: string, text: string): Found[] {
  const parse = platform === 'win32' ? parseWindowsLine : parsePsLine;
  return text
    .split(/\r?\n/)
    .map(parse)
    .filter((found) => found !== null);
}

/** `4242 1763930814000 "C:\env\python.exe" -m paradeck_worker` */
function parseWindowsLine(line: string): Found | null {
  const match = /^\s*(\d+) (\d+) (.*\S)\s*$/.exec(line);
  return match === null ? null : describe(match[1], Number(match[2]), match[3]);
}

/** `4242 Mon Nov 23 20:46:54 2026 /env/bin/python -m paradeck_worker`, in the C locale. */
function parsePsLine(line: string): Found | null {
  const match = /^\s*(\d+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(.*\S)\s*$/.exec(line);
  return match === null ? null : describe(match[1], Date.parse(match[2] ?? ''), match[3]);
}

function describe(pid: string | undefined, startedAt: number, command: string | undefined): Found {
  return {
    pid: Number(pid),
    group: null,
    started: null,
    nonce: null,
    command: plainCommand(command ?? ''),
    startedAt: Number.isFinite(startedAt) ? startedAt : null,
  };
}

/** A command line without the quotes a system may or may not put around its parts. */
export function plainCommand(command: string): string {
  return command.replaceAll('"', '').replace(/\s+/g, ' ').trim();
}
