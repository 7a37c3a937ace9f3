/** What a Linux system says of itself in its text files. */

/** ID in /etc/os-release; null where it does not say. */
export function parseDistribution(osRelease: string): string | null {
  return /^ID="?([\w.-]+)"?$/m.exec(osRelease)?.[1] ?? null;
}

/** Version in /proc/driver/nvidia/version, whose first line names the kernel module, open or not. */
export function parseModuleVersion(text: string): string | null {
  return /^NVRM version:.*?\s(\d{3,}\.\d[\d.]*)\s/m.exec(text)?.[1] ?? null;
}

/** First version number of a program's `--version`. */
export function parseVersion(text: string): string | null {
  return /(\d+\.\d+[\w.-]*)/.exec(text)?.[1] ?? null;
}
