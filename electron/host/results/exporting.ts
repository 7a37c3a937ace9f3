/** Transcripts as files: one by one, and what they would be called. */
import type { TranscriptFormat } from '../../contract/job.ts';
import { mimes } from '../../core/transcript/formats.ts';
import { renderName } from '../../core/transcript/nameTemplate.ts';
import type { NameFacts } from '../../core/transcript/nameTemplate.ts';
import { readRecord, readTranscript } from '../jobs/readEnded.ts';
import type { Clock, Fleet, SettingsFile } from '../ports.ts';
import type { Store } from '../store/storePort.ts';
import { renderLocalTime } from './localTime.ts';
import { readNameFacts } from './nameFacts.ts';
import { renderFile } from './renderFile.ts';

export interface ExportedFile {
  readonly fileName: string;
  readonly mime: string;
  readonly content: Buffer;
}

export interface Exporting {
  /** Throws job-not-found, job-not-finished, transcript-not-found. */
  exportAs(id: string, format: TranscriptFormat): Promise<ExportedFile>;
  /** The name that a template gives the newest transcript, or a made-up one where there is none. */
  preview(template: string, format: TranscriptFormat): Promise<string>;
}

export interface ExportingPorts {
  readonly store: Store;
  readonly fleet: Pick<Fleet, 'list'>;
  readonly settings: Pick<SettingsFile, 'get'>;
  readonly clock: Clock;
}

export function createExporting({ store, fleet, settings, clock }: ExportingPorts): Exporting {
  return {
    async exportAs(id, format) {
      const transcript = await readTranscript(store, id);
      const facts = readNameFacts(await readRecord(store, id), fleet);
      const fileName = renderName(settings.get().exportName, facts, format);
      return { fileName, mime: mimes[format], content: await renderFile(transcript, format) };
    },
    async preview(template, format) {
      const { jobs } = await store.page({ limit: 1, states: ['done'] });
      const [job] = jobs;
      return renderName(template, job ? readNameFacts(job, fleet) : makeUpFacts(fleet, clock.now()), format);
    },
  };
}

function makeUpFacts(fleet: Pick<Fleet, 'list'>, now: number): NameFacts {
  const [first] = fleet.list();
  const instance = first?.spec.name ?? 'Paraformer 1';
  return { name: 'talk.mp3', model: 'paraformer', instance, ...renderLocalTime(now) };
}
