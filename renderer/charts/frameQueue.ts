const waiting = new Set<() => void>();
let isAsked = false;

/** Time a frame has for what waits, ms: with what the browser itself needs for a frame, a page of many charts stays quick. */
const frameMs = 5;

/** Runs something in a frame that has time for it, not beside everything else that waits. The function returned takes it back. */
export function onQuietFrame(run: () => void): () => void {
  waiting.add(run);
  askFrame();
  return () => waiting.delete(run);
}

function askFrame() {
  if (isAsked || waiting.size === 0) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    const beganAt = performance.now();
    for (const next of waiting) {
      waiting.delete(next);
      next();
      if (performance.now() - beganAt > frameMs) break;
    }
    askFrame();
  });
}
