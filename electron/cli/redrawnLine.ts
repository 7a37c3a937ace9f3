/** Progress on stderr: one line that redraws itself on a terminal, a line now and then elsewhere. */
import type { Terminal } from './command.ts';

const redrawMs = 100;
const sparseMs = 10_000;

export interface RedrawnLine {
  /** `render` is asked only where the line is due. */
  show(render: () => string): void;
  /** Tells something that stays, above the line. */
  tell(text: string): void;
  close(): void;
}

export function openRedrawnLine({ tell, columns }: Pick<Terminal, 'tell' | 'columns'>): RedrawnLine {
  let shownAt = 0;
  let isDrawn = false;
  const erase = (): void => {
    if (isDrawn) tell('\r\u001b[2K');
    isDrawn = false;
  };
  return {
    show: (render) => {
      const now = performance.now();
      if (now - shownAt < (columns === null ? sparseMs : redrawMs)) return;
      // The first sparse line comes after the first span: a short run needs none.
      if (columns === null && shownAt === 0) {
        shownAt = now;
        return;
      }
      shownAt = now;
      const line = render();
      if (columns === null) return tell(`${line}\n`);
      erase();
      tell(cutToWidth(line, columns - 1));
      isDrawn = true;
    },
    tell: (text) => {
      erase();
      tell(text);
    },
    close: erase,
  };
}

/** A line that wraps can't be erased. East Asian characters take two columns. */
function cutToWidth(line: string, columns: number): string {
  let width = 0;
  let kept = '';
  for (const character of line) {
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        character,
      )
        ? 2
        : 1;
    if (width > columns) break;
    kept += character;
  }
  return kept;
}
