const waiting = new Set<() => void>();
let isAsked = false;

/**
 * Runs something in a frame of its own: several charts drawn in one go hold the page up for a quarter of a second.
 * The function returned takes it back.
 */
export function onOwnFrame(run: () => void): () => void {
  waiting.add(run);
  askFrame();
  return () => waiting.delete(run);
}

function askFrame() {
  if (isAsked || waiting.size === 0) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    const [next] = waiting;
    if (next) {
      waiting.delete(next);
      next();
    }
    askFrame();
  });
}
