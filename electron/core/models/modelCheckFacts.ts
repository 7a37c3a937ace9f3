/** What a check of a model directory knows, and how it asks. */
import type { CheckWords } from './checkLine.ts';

/** A file of the directory: its size, and whether it is a Git LFS pointer in place of the content. */
export interface ModelFileFact {
  readonly bytes: number;
  readonly isPointer: boolean;
}

/** What was read of a directory; content is null where a file is missing or could not be parsed. */
export interface ModelFacts {
  readonly files: Readonly<Record<string, ModelFileFact>>;
  /** config.yaml, parsed. */
  readonly config: unknown;
  /** tokens.json, parsed. */
  readonly tokens: unknown;
  /** am.mvn as text. */
  readonly mvn: string | null;
}

/** Weights in the order they are looked for: two graphs for the onnx engine, a checkpoint for the funasr engine. */
export const weightFiles = ['model.onnx', 'model_quant.onnx', 'model.pt'] as const;

/** Why a file's content cannot be used, or null. */
export function fileProblem(facts: ModelFacts, name: string): CheckWords | null {
  const file = facts.files[name];
  const detail = { file: name };
  if (!file) return { code: 'file-missing', detail };
  if (file.isPointer) return { code: 'file-pointer', detail };
  return file.bytes === 0 ? { code: 'file-empty', detail } : null;
}

/** A field of the parsed config, by path; undefined where it is not there. */
export function readConfig(config: unknown, path: readonly string[]): unknown {
  let at: unknown = config;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
