/** What `transcribe` was asked for, and with what it is done. */
import type { TranscriptFormat } from '../contract/job.ts';
import type { Terminal } from './command.ts';
import type { GatheredFile } from './gatherFiles.ts';
import type { ProgressLine } from './progressLine.ts';
import type { Reached } from './reach.ts';
import type { TimeKeeper } from './timeKeeper.ts';

export interface TranscribePlan {
  readonly files: readonly GatheredFile[];
  /** Named as well, but they belong to the audio beside them. */
  readonly texts: readonly GatheredFile[];
  /** Name or id of the only instance to use; undefined: the fleet. */
  readonly instance: string | undefined;
  readonly format: TranscriptFormat;
  /** Absolute folder to write to instead of stdout. */
  readonly out: string | undefined;
  /** undefined: those of the settings. */
  readonly hotwords: string[] | undefined;
  /** Files transcribed before, too. */
  readonly again: boolean;
}

export interface TranscribeRun {
  readonly plan: TranscribePlan;
  readonly terminal: Terminal;
  readonly reached: Reached;
  readonly line: ProgressLine;
  readonly time: TimeKeeper;
}
