import type { Transcript } from '../../electron/contract/job.ts';
import { renderMoment } from '../figures/figures.ts';
import { useNow } from '../parts/useNow.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

/** What is known of a transcript, where a window has room beside its text. */
export function ReaderFacts({ transcript }: { readonly transcript: Transcript }) {
  const t = useTexts();
  const language = useLanguage();
  const now = useNow(60_000);
  const { createdAt, editedAt, sentences } = transcript;
  const moment = (at: number) => renderMoment(at, language, now);
  const facts = [
    [t.editing.facts.sentences, sentences.length.toLocaleString(language)],
    [t.editing.facts.made, moment(createdAt)],
    ...(editedAt === null ? [] : [[t.editing.facts.edited, moment(editedAt)]]),
  ];
  return (
    <dl className="reader-facts">
      {facts.flatMap(([name, value]) => [
        <dt key={name} className="dim">
          {name}
        </dt>,
        <dd key={`${name} value`}>{value}</dd>,
      ])}
    </dl>
  );
}
