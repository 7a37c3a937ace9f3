import { createContext, use } from 'react';
import type { ChartPlan } from './chartPlan.ts';
import type { PlotScale } from './seriesPaths.ts';

/** What a chart shows now. It reaches what moves past the axes, which are not drawn again for it. */
export interface Drawn extends PlotScale {
  readonly plan: ChartPlan;
}

export const DrawnContext = createContext<Drawn | null>(null);

export function useDrawn(): Drawn {
  const drawn = use(DrawnContext);
  if (!drawn) throw new Error('no chart around this component');
  return drawn;
}
