import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { CardView, MigDevice } from '../../electron/contract/gpu.ts';
import type { InstanceSpec, InstanceView } from '../../electron/contract/instance.ts';
import { usePanel } from './panel.ts';

/** A card by what does not change from second to second. */
export interface CardName {
  readonly uuid: string;
  readonly index: number | null;
  /** null where the driver does not say. */
  readonly name: string | null;
  readonly slices: readonly Pick<MigDevice, 'uuid' | 'profile'>[];
}

/** An instance by its looks and its place. */
export type PlacedInstance = Pick<InstanceSpec, 'id' | 'name' | 'colour' | 'device'> &
  Pick<InstanceView, 'gpuUuid'>;

/** The cards, the same list until one comes, goes or is renamed: charts must not be drawn again for each reading. */
export function useCardNames(): readonly CardName[] {
  return useSame(({ gpus }) =>
    gpus.cards.map(({ reading, slices }) =>
      JSON.stringify({
        uuid: reading.uuid,
        index: reading.index,
        name: typeof reading.name === 'string' ? reading.name : null,
        slices: slices.map(({ uuid, profile }) => ({ uuid, profile })),
      } satisfies CardName),
    ),
  );
}

/** The instances, the same list until one is edited or moves. */
export function usePlaced(): readonly PlacedInstance[] {
  return useSame(({ instances }) =>
    instances.map(({ spec, gpuUuid }) =>
      JSON.stringify({
        id: spec.id,
        name: spec.name,
        colour: spec.colour,
        device: spec.device,
        gpuUuid,
      } satisfies PlacedInstance),
    ),
  );
}

interface Parts {
  readonly gpus: { readonly cards: readonly CardView[] };
  readonly instances: readonly InstanceView[];
}

const none: readonly string[] = [];

function useSame<T>(select: (state: Parts) => readonly string[]): readonly T[] {
  const { host } = usePanel();
  const texts = useStore(
    host,
    useShallow(({ state }) => (state ? select(state) : none)),
  );
  return useMemo(() => texts.map((text) => JSON.parse(text) as T), [texts]);
}

/** The card an instance sits on, or was ordered to; null on the CPU. A slice counts as its card. */
export function findCardUuid(
  instance: Pick<PlacedInstance, 'device' | 'gpuUuid'>,
  cards: readonly CardName[],
): string | null {
  const wanted = instance.gpuUuid ?? (instance.device.kind === 'cpu' ? null : instance.device.uuid);
  if (wanted === null) return null;
  return (
    cards.find(({ uuid, slices }) => uuid === wanted || slices.some((slice) => slice.uuid === wanted))
      ?.uuid ?? wanted
  );
}
