/** A transcript as the bytes of a file. */
import type { Transcript, TranscriptFormat } from '../../contract/job.ts';
import { textRenderers } from '../../core/transcript/formats.ts';

export async function renderFile(transcript: Transcript, format: TranscriptFormat): Promise<Buffer> {
  if (format !== 'docx') return Buffer.from(textRenderers[format](transcript));
  // Loaded for the first Word document: most hosts write none.
  const { renderDocx } = await import('./renderDocx.ts');
  return Buffer.from(await renderDocx(transcript));
}
