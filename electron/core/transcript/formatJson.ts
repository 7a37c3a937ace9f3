/** The transcript as JSON for programs; a stable shape with a version. */
import type { Transcript } from '../../contract/job.ts';

/**
 * `version` rises when a field changes its meaning or goes; new fields may come without. Times are whole ms from the file's
 * start, `createdAt` and `editedAt` (null: as recognised) are ISO 8601 in UTC. Words' texts concatenate to their sentence's, sentences' to `text`.
 * `timesSource` is `cif` (measured by the model) or `spread` (estimated). `holes` are stretches without an answer: empty
 * for a complete transcript. `notes` are of `no-speech`, `few-characters`, `times-estimated`, `truncated`,
 * `simulated-card`. `hotwords` are those the model was given, whether it leans on any or not.
 */
export function renderJson(transcript: Transcript): string {
  const { name, durationMs, hotwords, timesSource, text, sentences, holes, notes } = transcript;
  const model = { name: transcript.modelName, isDemo: transcript.isDemo };
  const createdAt = new Date(transcript.createdAt).toISOString();
  const editedAt = transcript.editedAt === null ? null : new Date(transcript.editedAt).toISOString();
  const head = { format: 'paradeck-transcript', version: 1, name, createdAt, editedAt, durationMs, model };
  return `${JSON.stringify({ ...head, hotwords, timesSource, notes, holes, text, sentences }, null, 2)}\n`;
}
