/** Things that make something of the space bar themselves. */
const controls =
  'input, textarea, select, button, a, summary, [contenteditable], [role=menuitem], [role=dialog] *';

/** The space bar, pressed where nothing else wants it. */
export function isPlayKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>,
): boolean {
  if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !(event.target instanceof Element && event.target.matches(controls));
}
