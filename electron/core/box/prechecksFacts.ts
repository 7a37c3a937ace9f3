/** What prechecks know of a box, and what they answer. */
import type { Finding, FindingCode } from '../../contract/machine.ts';
import type { ModelView } from '../../contract/model.ts';

export interface FoundFfmpeg {
  readonly path: string;
  readonly version: string;
  readonly source: 'setting' | 'system' | 'imageio-ffmpeg';
}

export interface EngineFacts {
  /** Interpreter of the onnx engine's environment; null: none was made. */
  readonly pythonPath: string | null;
  /** onnxruntime's version once it was imported. */
  readonly version: string | null;
  /** Why it does not run. */
  readonly problem: string | null;
}

/** What probes found; null is unknown or not there. */
export interface BoxFacts {
  readonly nodeVersion: string;
  /** `problem`: the system's error code when writing. */
  readonly home: { readonly path: string; readonly problem: string | null };
  readonly freeDiskMiB: number | null;
  readonly ramTotalMiB: number;
  readonly ramFreeMiB: number;
  readonly ffmpeg: { readonly settingPath: string | null; readonly found: FoundFfmpeg | null };
  readonly engine: EngineFacts;
  readonly models: readonly ModelView[];
  /** Path of nvidia-smi. */
  readonly nvidiaSmi: string | null;
}

/** A finding of the closed list. */
export type CodedFinding = Finding & { readonly code: FindingCode };
