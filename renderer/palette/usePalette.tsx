import { lazy, Suspense, useState, type ReactNode } from 'react';

const Palette = lazy(() => import('./Palette.tsx').then((part) => ({ default: part.Palette })));

/** The palette's door, and the palette itself once it was opened for the first time. */
export function usePalette(onHelp: () => void): { open(): void; readonly element: ReactNode } {
  const [asked, setAsked] = useState(0);
  return {
    open: () => setAsked((count) => count + 1),
    element: asked > 0 && (
      <Suspense>
        <Palette asked={asked} onHelp={onHelp} />
      </Suspense>
    ),
  };
}
