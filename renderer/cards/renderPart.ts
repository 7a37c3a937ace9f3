import type { LedgerPart } from '../../electron/contract/gpu.ts';
import { renderMemory } from '../figures/figures.ts';
import { instanceColour } from '../look/colours.ts';
import type { PlacedInstance } from '../state/placed.ts';
import type { Texts } from '../texts/en.ts';

/** A part of a ledger in words and its colour. */
export interface PartWords {
  readonly key: string;
  readonly name: string;
  readonly figure: string | null;
  readonly colour: string;
}

export function renderPart(
  part: LedgerPart,
  { instances, t }: { readonly instances: readonly PlacedInstance[]; readonly t: Texts },
): PartWords {
  const figure = part.memoryMiB === null ? null : renderMemory(part.memoryMiB);
  switch (part.kind) {
    case 'instance': {
      const own = instances.find(({ id }) => id === part.instanceId);
      return {
        key: `${part.instanceId} ${part.pid}`,
        name: own?.name ?? part.instanceId,
        figure,
        colour: own ? instanceColour(own.colour) : 'var(--chart-host)',
      };
    }
    case 'stranger':
      return {
        key: `stranger ${part.pid}`,
        name: renderStranger(part, t),
        figure,
        colour: 'var(--chart-strangers)',
      };
    case 'rest':
      return { key: 'rest', name: t.gpus.rest, figure, colour: 'var(--chart-fronts)' };
  }
}

function renderStranger(part: Extract<LedgerPart, { kind: 'stranger' }>, t: Texts): string {
  const name = typeof part.name === 'string' ? shortenPath(part.name) : t.gpus.nameless;
  return part.pid === null ? name : t.gpus.process({ name, pid: part.pid });
}

/** The program alone, of a path of either kind. */
function shortenPath(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}
