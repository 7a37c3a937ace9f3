/** Calls about transcripts: reading, correcting, searching, listening and exporting. */
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

export function createTranscriptHandlers({ jobs, editing, exporting, bundles, listening }: HostParts) {
  return {
    'transcripts.get': ({ id }) => jobs.transcript(id),
    'transcripts.open': ({ id }) => editing.open(id),
    'transcripts.edit': ({ id, revision, changes }) => editing.edit(id, revision, changes),
    'transcripts.listen': ({ id }) => listening.open(id),
    'transcripts.export': async ({ id, format }) => {
      const { content, ...file } = await exporting.exportAs(id, format);
      return { ...file, content: content.toString('base64') };
    },
    'transcripts.nameExample': async ({ template, format }) => ({
      fileName: await exporting.preview(template, format),
    }),
    'transcripts.search': async ({ query, limit }) => ({ hits: await jobs.search(query, limit) }),
    'exports.begin': (input) => bundles.begin(input),
    'exports.read': ({ id }) => bundles.read(id),
    'exports.end': async ({ id }) => {
      bundles.end(id);
      return {};
    },
  } satisfies Partial<Handlers>;
}
