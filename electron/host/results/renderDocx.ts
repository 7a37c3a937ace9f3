/** A transcript as a Word document. */
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Transcript } from '../../contract/job.ts';
import { foldDocument } from '../../core/transcript/document.ts';
import type { TranscriptDocument } from '../../core/transcript/document.ts';
import { renderLocalTime } from './localTime.ts';

/** Word has both on every system it runs on; other programs take what they have. */
const font = { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: 'Microsoft YaHei', cs: 'Calibri' };
const dim = '6A6A75';
const times = ['docProps/core.xml'];

/** The same transcript gives the same bytes, so that a file saved twice is known again. */
export async function renderDocx(transcript: Transcript): Promise<Uint8Array> {
  const { title, ...parts } = foldDocument(transcript, renderLocalTime(transcript.createdAt).date);
  const document = new Document({
    ...{ title, creator: 'ParaDeck', lastModifiedBy: 'ParaDeck' },
    styles: { default: { document: { run: { font, size: 22 }, paragraph: { spacing: { line: 340 } } } } },
    sections: [{ children: foldChildren({ title, ...parts }) }],
  });
  return pinTimes(await Packer.toBuffer(document), transcript.createdAt);
}

function foldChildren({ title, facts, notice, paragraphs }: TranscriptDocument): Paragraph[] {
  const line = (text: string): Paragraph =>
    new Paragraph({ children: [new TextRun({ text, color: dim, size: 18 })] });
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      children: [new TextRun({ text: title, font, color: '000000' })],
    }),
    line(facts),
    ...(notice === null ? [] : [line(notice)]),
    ...paragraphs.map(
      ({ at, text }) =>
        new Paragraph({
          spacing: { before: 160 },
          children: [new TextRun({ text: `${at}  `, color: dim, size: 18 }), new TextRun(text)],
        }),
    ),
  ];
}

/** The library writes the moment of writing into the document and the archive around it. */
function pinTimes(bytes: Uint8Array, createdAt: number): Uint8Array {
  const files = unzipSync(bytes);
  const stamp = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z');
  for (const path of times) {
    const xml = files[path];
    if (xml) files[path] = strToU8(strFromU8(xml).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, stamp));
  }
  // Archives know no time before 1980; local time is what they hold.
  return zipSync(files, { mtime: new Date(1980, 0, 1) });
}
