/** The model directories the app knows: the demo model's and those the user added. */
import { Failed } from '../core/failed.ts';
import type { Emit, Log, Models } from './ports.ts';

export interface ModelsPorts {
  readonly home: string;
  /** Folder with asr/, vad/ and punc/. */
  readonly demoDir: string;
  readonly emit: Emit;
  readonly log: Log;
}

/** Opens models.json; every directory has been checked when it resolves. */
export async function openModels(_ports: ModelsPorts): Promise<Models> {
  throw new Failed('internal', 'Models are being written.');
}
