/** Names of exported files by a template of the user's: `{date} {name}`. */
import type { TranscriptFormat } from '../../contract/job.ts';
import { nameFile, stemOf } from './outputName.ts';

/** What is known of a transcript to name its file by. */
export interface NameFacts {
  /** The source's. */
  readonly name: string;
  /** Local time: 2026-11-28, and 1605. */
  readonly date: string;
  readonly time: string;
  /** '' where none is known any more. */
  readonly instance: string;
  readonly model: string;
}

/** Good on every system, whatever the template and the facts; never empty. */
export function renderName(template: string, facts: NameFacts, format: TranscriptFormat): string {
  const fields: Readonly<Record<string, string>> = { ...facts, name: stemOf(facts.name), format };
  const stem = template.replace(/\{([^{}]*)\}/g, (whole, field: string) => fields[field] ?? whole);
  return nameFile(stem, format);
}

/** The name itself, else with the first free number: `talk (2).srt`. Names that differ by case alone are one on some systems. */
export function numberName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.');
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
    const key = free.normalize('NFC').toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return free;
  }
}
