import type { Admission, CardView } from '../../electron/contract/gpu.ts';
import type { DeviceChoice, InstanceSpec, InstanceView } from '../../electron/contract/instance.ts';
import type { ModelView } from '../../electron/contract/model.ts';
import { parseDevice, renderDevice } from '../fleet/deviceField.ts';

/** How many instances a device has, and how many are proposed for it. */
export interface CrewRow {
  /** As deviceField writes it. */
  readonly value: string;
  readonly now: number;
  readonly proposed: number;
  /** What may be chosen: nothing is taken from those who have set up their own. */
  readonly least: number;
  readonly most: number;
  /** Why no more are proposed; null: nothing speaks against it. */
  readonly reason: 'card-unwell' | 'memory-short' | null;
}

export interface CrewFacts {
  readonly cards: readonly CardView[];
  readonly instances: readonly InstanceView[];
  /** What one more instance would meet, by device. */
  readonly admissions: ReadonlyMap<string, Admission>;
  /** The engine that computes on cards is there. */
  readonly hasCardEngine: boolean;
  readonly cores: number;
  /** Nobody has set anything up yet: what stands there is the host's own and may go. */
  readonly isFirst: boolean;
}

const mostOnCpu = 8;
const mostOnCard = 4;

/** One instance for each card that has room; where cards work, none on the CPU, else two there. */
export function planCrew(facts: CrewFacts): readonly CrewRow[] {
  const cards = facts.cards.flatMap((card) => listDevices(card).map((value) => planCard(value, card, facts)));
  const now = countOn('cpu', facts.instances);
  const doCardsWork = facts.hasCardEngine && cards.some(({ proposed }) => proposed > 0);
  const most = Math.max(now, Math.min(mostOnCpu, facts.cores));
  const wanted = doCardsWork ? (facts.isFirst ? 0 : now) : Math.max(now, Math.min(2, most));
  return [
    ...cards,
    { value: 'cpu', now, proposed: wanted, least: facts.isFirst ? 0 : now, most, reason: null },
  ];
}

/** A card cut into slices is used by its slices alone. */
function listDevices({ reading, slices }: CardView): readonly string[] {
  return slices.length === 0 ? [`gpu:${reading.uuid}`] : slices.map(({ uuid }) => `mig:${uuid}`);
}

function planCard(value: string, card: CardView, { instances, admissions, isFirst }: CrewFacts): CrewRow {
  const now = countOn(value, instances);
  const isShort = now === 0 && admissions.get(value)?.verdict === 'refused';
  const reason = card.reading.health !== 'good' ? 'card-unwell' : isShort ? 'memory-short' : null;
  const most = Math.max(now, mostOnCard);
  const least = isFirst ? 0 : now;
  return { value, now, least, most, reason, proposed: reason === null ? Math.max(now, 1) : now };
}

function countOn(value: string, instances: readonly InstanceView[]): number {
  return instances.filter(({ spec }) => renderDevice(spec.device) === value).length;
}

/** What has to be done for the numbers wanted; the newest instances of a device go first. */
export interface CrewChange {
  readonly added: readonly DeviceChoice[];
  readonly removed: readonly InstanceSpec[];
}

export function planCrewChange(
  rows: readonly CrewRow[],
  wanted: ReadonlyMap<string, number>,
  instances: readonly InstanceView[],
): CrewChange {
  const wantedOf = (row: CrewRow) => wanted.get(row.value) ?? row.proposed;
  return {
    added: rows.flatMap((row) =>
      Array.from({ length: Math.max(0, wantedOf(row) - row.now) }, () => parseDevice(row.value)),
    ),
    removed: rows.flatMap((row) =>
      instances
        .map(({ spec }) => spec)
        .filter(({ device }) => renderDevice(device) === row.value)
        .slice(Math.min(row.now, wantedOf(row))),
    ),
  };
}

/** The recogniser a new instance gets: one of the user's own that its engine can read, else the demo. */
export function chooseModel(
  models: readonly ModelView[],
  engine: InstanceSpec['engine'],
): ModelView | undefined {
  const fit = models.filter(
    ({ role, isUsable, precisions }) =>
      role === 'asr' && isUsable && (engine === 'funasr' || precisions.length > 0),
  );
  return fit.find(({ isDemo }) => !isDemo) ?? fit[0];
}
