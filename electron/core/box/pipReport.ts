/** What pip would install, by its own report (version 1 of its format), and pip's requirements made of it. */
import { z } from 'zod';
import { Failed } from '../failed.ts';
import { parseAs } from '../parseAs.ts';
import { fileOf } from './pipProgress.ts';

const report = z.object({
  install: z.array(
    z.object({
      is_direct: z.boolean(),
      download_info: z.object({
        url: z.string(),
        archive_info: z.object({ hashes: z.record(z.string(), z.string()).optional() }).optional(),
      }),
      metadata: z.object({ name: z.string(), version: z.string() }),
    }),
  ),
});

export interface PlannedPackage {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly sha256: string | null;
  /** Named by its address, not found on an index. */
  readonly isDirect: boolean;
}

/** Throws install-failed for what is no report. */
export function parsePipReport(text: string): PlannedPackage[] {
  const parsed = parseAs(report, text);
  if (parsed === null) throw new Failed('install-failed', 'the report of pip cannot be read');
  return parsed.install.map(({ is_direct, download_info: { url, archive_info }, metadata }) => ({
    ...{ name: metadata.name, version: metadata.version, url, isDirect: is_direct },
    sha256: archive_info?.hashes?.['sha256'] ?? null,
  }));
}

/** A package by its address, with the digest it must have. */
export function renderDirect({ name, url, sha256 }: PlannedPackage): string {
  return `${name} @ ${url}${sha256 === null ? '' : `#sha256=${sha256}`}`;
}

/** All of them exactly, so that what was shown is what comes. */
export function renderRequirements(packages: readonly PlannedPackage[]): string {
  const lines = packages.map((one) => (one.isDirect ? renderDirect(one) : `${one.name}==${one.version}`));
  return `${lines.join('\n')}\n`;
}

/** What an index told of a file; null: it did not. */
export interface FileFigures {
  readonly bytes: number | null;
  /** Once unpacked. */
  readonly unpackedBytes: number | null;
}

/** Figures by the name of the file, as pip's lines have it. */
export function listSizes(
  packages: readonly PlannedPackage[],
  figures: readonly FileFigures[],
): Map<string, number> {
  const sizes = packages.map(({ url }, at) => [fileOf(url), figures[at]?.bytes ?? null] as const);
  return new Map(sizes.filter((entry): entry is readonly [string, number] => entry[1] !== null));
}
