/** Whether the device an instance was ordered to is there, and whether its worker sits on it: by what nvidia-smi says. */
import type { CardView, GpusView, LedgerPart } from '../../contract/gpu.ts';
import type { DeviceChoice } from '../../contract/instance.ts';

/** What keeps a worker from its card. `isCertain`: the driver says so itself; a card absent from one answer may be in the next. */
export interface CardObstacle {
  readonly class: 'gpu-missing' | 'gpu-lost';
  readonly message: string;
  readonly isCertain: boolean;
}

/** The card that is ordered, or that holds the slice ordered; null on the CPU and where no answer names it. */
export function findCard(ordered: DeviceChoice, { cards }: Pick<GpusView, 'cards'>): CardView | null {
  const isIt = ({ reading, slices }: CardView): boolean =>
    ordered.kind === 'gpu'
      ? reading.uuid === ordered.uuid
      : ordered.kind === 'mig' && slices.some(({ uuid }) => uuid === ordered.uuid);
  return cards.find(isIt) ?? null;
}

/** An instance's part of a card's ledger. */
export function findShare(
  instanceId: string,
  { ledger }: CardView,
): Extract<LedgerPart, { kind: 'instance' }> | null {
  const isIts = (part: LedgerPart): part is Extract<LedgerPart, { kind: 'instance' }> =>
    part.kind === 'instance' && part.instanceId === instanceId;
  return ledger.parts.find(isIts) ?? null;
}

/**
 * What is in the way, null when nothing is known to be. Without an nvidia-smi that answers nothing is known: in some
 * containers there is none beside a card that works, so the worker may try and its own word decides.
 */
export function judgeCard(ordered: DeviceChoice, gpus: GpusView): CardObstacle | null {
  if (ordered.kind === 'cpu') return null;
  if (gpus.fault !== null) return judgeFault(ordered.uuid, gpus.fault, gpus.cards.length);
  if (gpus.sampledAt === null) return null;
  const card = findCard(ordered, gpus);
  if (card === null) return isUnlisted(ordered, gpus) ? null : missing(ordered.uuid);
  const { health } = card.reading;
  if (health === 'lost') return lost(`${ordered.uuid}: the driver says that the GPU is lost.`);
  if (health === 'needs-reset') return lost(`${ordered.uuid}: the driver says that the GPU requires reset.`);
  return null;
}

/** A whole answer may fail for one lost card; which one it is can be said only of a box with one. */
function judgeFault(
  uuid: string,
  { fault, words }: NonNullable<GpusView['fault']>,
  cards: number,
): CardObstacle | null {
  if (fault === 'no-devices') return missing(uuid);
  const isLost = fault === 'gpu-lost' || fault === 'needs-reset';
  return isLost && cards <= 1 ? lost(`${uuid}: ${words}`) : null;
}

/** Slices come from a list of their own, which may not have been asked yet. */
function isUnlisted(ordered: DeviceChoice, { cards }: GpusView): boolean {
  const divided = cards.filter(({ reading }) => reading.migMode === 'Enabled');
  return ordered.kind === 'mig' && divided.length > 0 && divided.every(({ slices }) => slices.length === 0);
}

function missing(uuid: string): CardObstacle {
  return { class: 'gpu-missing', message: `No card of this box has the UUID ${uuid} now.`, isCertain: false };
}

function lost(message: string): CardObstacle {
  return { class: 'gpu-lost', message, isCertain: true };
}

/**
 * What is wrong with where nvidia-smi lists a worker, null when nothing is. Only a measured row on another card and none
 * on the ordered one counts: without a row (containers) or without figures (WDDM, WSL2) its place is unknown.
 */
export function checkRow(ordered: DeviceChoice, pid: number | null, gpus: GpusView): string | null {
  const home = findCard(ordered, gpus);
  if (pid === null || home === null) return null;
  const holds = ({ ledger }: CardView): boolean =>
    ledger.parts.some((part) => part.kind !== 'rest' && part.pid === pid && part.basis === 'measured');
  if (holds(home)) return null;
  const other = gpus.cards.find((card) => card !== home && holds(card));
  if (other === undefined) return null;
  return `${home.reading.uuid} was ordered, and nvidia-smi lists process ${pid} on ${other.reading.uuid}.`;
}
