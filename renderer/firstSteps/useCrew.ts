import { useMemo, useState } from 'react';
import type { CardView } from '../../electron/contract/gpu.ts';
import { mayOrder, type InstanceView } from '../../electron/contract/instance.ts';
import type { ModelView } from '../../electron/contract/model.ts';
import { planFields } from '../fleet/instanceFields.ts';
import { useAdmissions } from '../fleet/useAdmissions.ts';
import { useAct } from '../parts/useAct.tsx';
import type { HostState } from '../state/hostState.ts';
import { useHost, usePanel, type Panel } from '../state/panel.ts';
import { useCardNames } from '../state/placed.ts';
import { chooseModel, planCrew, planCrewChange, type CrewRow } from './planCrew.ts';

/** What a new instance would be besides its device. */
interface Kind {
  readonly engine: 'onnx' | 'funasr';
  readonly model: ModelView | undefined;
}

interface Box {
  readonly instances: readonly InstanceView[];
  readonly models: readonly ModelView[];
  readonly cards: readonly CardView[];
  readonly cores: number;
  readonly isSimulated: boolean;
  /** The cards have been asked about. */
  readonly hasLooked: boolean;
  readonly hasCardEngine: boolean;
}

const nothingKnown: Box = {
  ...{ instances: [], models: [], cards: [], cores: 1 },
  ...{ isSimulated: false, hasLooked: false, hasCardEngine: false },
};

function useBox(): Box {
  const state = useHost((known) => known);
  return useMemo(() => (state ? foldBox(state) : nothingKnown), [state]);
}

function foldBox({ instances, models, gpus, engines, host }: HostState): Box {
  const isEngineHere = engines.some(({ engine, pythonPath }) => engine === 'funasr' && pythonPath !== null);
  return {
    ...{ instances, models, cards: gpus.cards, cores: host.cores, isSimulated: gpus.isSimulated },
    hasLooked: gpus.sampledAt !== null || gpus.fault !== null,
    hasCardEngine: gpus.isSimulated || isEngineHere,
  };
}

/** What is proposed for this box, what the user makes of it, and how it is done. */
export function useCrew(isFirst: boolean) {
  const box = useBox();
  const { instances, models, isSimulated, hasCardEngine } = box;
  const names = useCardNames();
  const kindOf = (device: { readonly kind: string }): Kind => {
    const engine = device.kind === 'cpu' || isSimulated ? 'onnx' : 'funasr';
    return { engine, model: chooseModel(models, engine) };
  };
  const modelId = kindOf({ kind: 'gpu' }).model?.id ?? '';
  const admissions = useAdmissions(names, { modelId, precision: 'auto', batchSizeS: 300 });
  const rows = useMemo(() => planCrew({ ...box, admissions, isFirst }), [box, admissions, isFirst]);
  const [wanted, setWanted] = useState<ReadonlyMap<string, number>>(new Map());
  const change = planCrewChange(rows, wanted, instances);
  const apply = useApply(instances, models);
  return {
    rows,
    change,
    hasCardEngine,
    kindOf,
    hasLooked: box.hasLooked,
    wantedOf: (row: CrewRow) => wanted.get(row.value) ?? row.proposed,
    want: (value: string, count: number) => setWanted(new Map(wanted).set(value, count)),
    isActing: apply.isActing,
    apply: () => apply.run(change, { kindOf, hasCardEngine }),
  };
}

export type Crew = ReturnType<typeof useCrew>;

interface HowTo {
  kindOf(device: { readonly kind: string }): Kind;
  readonly hasCardEngine: boolean;
}

/** Makes the crew as it is wanted, one instance after the other; false at the first that is refused. */
function useApply(instances: readonly InstanceView[], models: readonly ModelView[]) {
  const { act, isActing } = useAct();
  const { host } = usePanel();
  const run = async ({ added, removed }: ReturnType<typeof planCrewChange>, how: HowTo): Promise<boolean> => {
    const specs = instances.map(({ spec }) => spec).filter((spec) => !removed.includes(spec));
    for (const { id } of removed) {
      if (!(await act('instances.stop', { id }))) return false;
      await untilDown(host, id);
      if (!(await act('instances.remove', { id }))) return false;
    }
    for (const device of added) {
      const { engine, model } = how.kindOf(device);
      const { name, colour, port } = planFields(specs, models);
      const draft = { name, colour, port: Number(port), device, engine, ...(model && { modelId: model.id }) };
      const made = await act('instances.create', draft);
      if (!made) return false;
      specs.push(made.spec);
      // Without its engine it could only fail; it comes up once that is there and it is started.
      if (engine === 'funasr' && !how.hasCardEngine) continue;
      if (!(await act('instances.start', { id: made.spec.id }))) return false;
    }
    return true;
  };
  return { run, isActing };
}

/** Only an instance that is down can be removed. */
function untilDown(host: Panel['host'], id: string): Promise<void> {
  const isDown = () =>
    host.getState().state?.instances.every(({ spec, phase }) => spec.id !== id || mayOrder('start', phase));
  return new Promise((resolve) => {
    if (isDown() === true) return resolve();
    const stop = host.subscribe(() => {
      if (isDown() !== true) return;
      stop();
      resolve();
    });
  });
}
