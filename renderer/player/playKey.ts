import { parseShortcut, readPress } from '../frame/shortcutKeys.ts';

/** Things that make something of the space bar themselves. */
const controls =
  'input, textarea, select, button, a, summary, [contenteditable], [role=menuitem], [role=dialog] *';

/** The space bar, pressed where nothing else wants it. */
export function isPlayKey(event: Parameters<typeof readPress>[0]): boolean {
  if (parseShortcut(readPress(event), 'reader') !== 'play') return false;
  return !(event.target instanceof Element && event.target.matches(controls));
}
