/** Whether a file would come out as it did before: the same content is given, what was done with it is compared. */

export interface Way {
  /** null: any instance may take it, or none had to. */
  readonly modelKey: string | null;
  /** '': any. */
  readonly modelId: string;
  /** Detector and punctuation; null: from before they were kept. */
  readonly frontKey: string | null;
  readonly hotwords: readonly string[];
}

/** `fleetModels`: models of the instances there are, one of which would take a job that names none. */
export function isSameWay(wanted: Way, done: Way, fleetModels: readonly string[]): boolean {
  if (done.frontKey === null || done.frontKey !== wanted.frontKey) return false;
  if (JSON.stringify(done.hotwords) !== JSON.stringify(wanted.hotwords)) return false;
  // No speech was found in it, so no model had a part in it.
  if (done.modelKey === null) return true;
  if (wanted.modelKey !== null) return wanted.modelKey === done.modelKey;
  return wanted.modelId === '' ? fleetModels.includes(done.modelId) : wanted.modelId === done.modelId;
}
