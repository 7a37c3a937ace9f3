/** The question before an end: what runs, and the ways out of it. */
import type { QuitChoice } from './quit.ts';
import type { QueueLine } from './queueLine.ts';
import type { ShellTexts } from './shellTexts.ts';

export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  /** What each button means. */
  readonly choices: readonly QuitChoice[];
}

export interface QuestionFacts {
  readonly queue: Pick<QueueLine, 'moving' | 'list'>;
  readonly hasTray: boolean;
  readonly texts: ShellTexts;
}

/** Closing the box unanswered is to stay, which is the last. */
export function planQuitQuestion({ queue, hasTray, texts }: QuestionFacts): QuitQuestion {
  const { ask } = texts;
  const files = queue.moving();
  const listed = queue.list();
  const lines = listed.map(({ name, fraction }) =>
    fraction === null ? name : `${name} — ${Math.floor(fraction * 100)} %`,
  );
  if (files > listed.length) lines.push(ask.more({ count: files - listed.length }));
  const ways: readonly (readonly [QuitChoice, string])[] = [
    ['finish', hasTray ? ask.finishInTray : ask.finish],
    ...(hasTray ? ([['tray', ask.tray]] as const) : []),
    ['stop', ask.stop],
    ['stay', ask.stay],
  ];
  return {
    message: ask.title({ files }),
    detail: `${lines.join('\n')}\n\n${ask.nothingLost}`,
    buttons: ways.map(([, label]) => label),
    choices: ways.map(([choice]) => choice),
  };
}
