/** A key press, by what decides about it. */
export interface KeyPress {
  readonly key: string;
  /** Ctrl, or Command on a Mac. */
  readonly isControl: boolean;
  readonly isAlt: boolean;
  readonly isShift: boolean;
  /** A field that takes text has the focus. */
  readonly isTyping: boolean;
}

interface ShortcutRow {
  /** Its words are `shortcuts` in the dictionaries. */
  readonly id: string;
  /** Where it works: all over the window, in a transcript or on a sentence of it; dialogs answer Escape themselves. */
  readonly at: 'window' | 'reader' | 'sentence' | 'dialog';
  /** As the sheet shows it: `Control` is ⌘ on a Mac, `Space` has a name in each language. */
  readonly keys: readonly string[];
  takes(press: KeyPress): boolean;
}

const withControl =
  (letter: string, isShift = false) =>
  (press: KeyPress) =>
    press.isControl && !press.isAlt && press.isShift === isShift && press.key.toLowerCase() === letter;

/** Undoing is a text field's own while one types there. */
const outsideText = (takes: ShortcutRow['takes']) => (press: KeyPress) => !press.isTyping && takes(press);

/** Without Ctrl and Alt; a bare key is text where text is typed. */
const plain = (key: string, isShift: boolean | null = null) => {
  return (press: KeyPress) =>
    press.key === key &&
    !(press.isControl || press.isAlt) &&
    (isShift === null || press.isShift === isShift) &&
    (key.length > 1 || !press.isTyping);
};

/** Every key of the panel: the sheet shows these rows, the handlers ask them. */
export const shortcutRows = [
  { id: 'palette', at: 'window', keys: ['Control', 'K'], takes: withControl('k') },
  { id: 'open', at: 'window', keys: ['Control', 'O'], takes: withControl('o') },
  { id: 'find', at: 'window', keys: ['Control', 'F'], takes: withControl('f') },
  { id: 'settings', at: 'window', keys: ['Control', ','], takes: withControl(',') },
  {
    id: 'rooms',
    at: 'window',
    keys: ['Alt', '1…4'],
    takes: ({ key, isAlt, isControl }: KeyPress) => isAlt && !isControl && /^[1-4]$/.test(key),
  },
  { id: 'help', at: 'window', keys: ['?'], takes: plain('?') },
  { id: 'close', at: 'dialog', keys: ['Esc'], takes: plain('Escape') },
  { id: 'play', at: 'reader', keys: ['Space'], takes: plain(' ') },
  { id: 'pause', at: 'reader', keys: ['F8'], takes: plain('F8', false) },
  { id: 'back', at: 'reader', keys: ['F9'], takes: plain('F9', false) },
  { id: 'forward', at: 'reader', keys: ['Shift', 'F9'], takes: plain('F9', true) },
  { id: 'faster', at: 'reader', keys: ['>'], takes: plain('>') },
  { id: 'slower', at: 'reader', keys: ['<'], takes: plain('<') },
  { id: 'replay', at: 'sentence', keys: ['Shift', 'F8'], takes: plain('F8', true) },
  { id: 'edit', at: 'sentence', keys: ['F2'], takes: plain('F2') },
  {
    id: 'split',
    at: 'sentence',
    keys: ['Shift', 'Enter'],
    takes: (press: KeyPress) => press.isTyping && !press.isControl && plain('Enter', true)(press),
  },
  { id: 'merge', at: 'sentence', keys: ['Control', 'J'], takes: withControl('j') },
  { id: 'nextHit', at: 'reader', keys: ['F3'], takes: plain('F3', false) },
  { id: 'previousHit', at: 'reader', keys: ['Shift', 'F3'], takes: plain('F3', true) },
  { id: 'replace', at: 'reader', keys: ['Control', 'H'], takes: withControl('h') },
  { id: 'undo', at: 'reader', keys: ['Control', 'Z'], takes: outsideText(withControl('z')) },
  {
    id: 'redo',
    at: 'reader',
    keys: ['Control', 'Shift', 'Z'],
    takes: outsideText((press) => withControl('y')(press) || withControl('z', true)(press)),
  },
] as const satisfies readonly ShortcutRow[];

type Row = (typeof shortcutRows)[number];
export type ShortcutPlace = Row['at'];
export type Shortcut<P extends ShortcutPlace = ShortcutPlace> = Extract<Row, { readonly at: P }>['id'];

/** What a key press asks for in a place. */
export function parseShortcut<P extends ShortcutPlace>(press: KeyPress, place: P): Shortcut<P> | null {
  const row = shortcutRows.find(({ at, takes }) => at === place && takes(press));
  return (row?.id ?? null) as Shortcut<P> | null;
}

/** What the key is called that goes with a letter. */
export const controlKey = globalThis.navigator?.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

/** The part of a browser's event that decides. */
export function readPress(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>,
): KeyPress {
  const field = event.target instanceof HTMLElement ? event.target : null;
  return {
    key: event.key,
    isControl: event.ctrlKey || event.metaKey,
    isAlt: event.altKey,
    isShift: event.shiftKey,
    isTyping: field?.matches('input, textarea, select, [contenteditable]') ?? false,
  };
}
