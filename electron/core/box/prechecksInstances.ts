/** Prechecks of instances against their cards: is it there, can it do the precision, is there memory for those that share it. */
import type { CardView } from '../../contract/gpu.ts';
import { guessNeed } from '../gpu/admission.ts';
import { isKnown } from '../gpu/gpuCell.ts';
import { makeFinding, toGiB } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { nameCard } from './prechecksCuda.ts';
import type { BoxFacts, CheckedInstance, CodedFinding } from './prechecksFacts.ts';
import { quote } from './fixCommands.ts';

/** bfloat16 in hardware begins with Ampere (CUDA's table of arithmetic by compute capability). */
const bf16Capability = 8;
/** Batch a card with little memory left is advised, s of padded audio. */
const modestBatchS = 150;
const mebibyte = 2 ** 20;

export function judgeInstances(facts: BoxFacts): CodedFinding[] {
  const onCards = facts.instances.filter(({ spec }) => spec.device.kind !== 'cpu');
  const single = onCards.flatMap((instance) => planInstance(facts, instance));
  const shared = facts.gpus.cards.flatMap((card) => planShared(facts, card));
  return [...single, ...shared].map((plan) => makeFinding('cards', plan));
}

function planInstance(facts: BoxFacts, { spec, cause }: CheckedInstance): FindingPlan[] {
  const uuid = spec.device.kind === 'cpu' ? '' : spec.device.uuid;
  const card = cardOf(facts, uuid);
  const { name, precision } = spec;
  if (card === undefined) {
    // Where the cards cannot be asked at all, that is what is told.
    return facts.gpus.cards.length === 0
      ? []
      : [{ code: 'instance-card-missing', verdict: 'bad', detail: { name, uuid } }];
  }
  const plans: FindingPlan[] = [];
  const capability = card.reading.computeCapability;
  if (precision === 'bf16' && isKnown(capability) && capability < bf16Capability) {
    const detail = { name, precision, card: nameCard(card, uuid), capability: capability.toFixed(1) };
    const command = `${facts.program} instances edit ${quote(name)} --precision auto`;
    plans.push({ code: 'precision-unsupported', verdict: 'bad', detail, command });
  }
  if (cause?.class === 'oom' || cause?.class === 'gpu-memory') plans.push(planOom(facts, card, spec));
  return plans;
}

/** The card with that UUID, or the one the slice is cut from. */
function cardOf({ gpus }: BoxFacts, uuid: string): CardView | undefined {
  return gpus.cards.find(
    ({ reading, slices }) => reading.uuid === uuid || slices.some((slice) => slice.uuid === uuid),
  );
}

/** CUDA out of memory while others hold the card: the remedy is isolation, else a smaller batch. */
function planOom(facts: BoxFacts, card: CardView, spec: CheckedInstance['spec']): FindingPlan {
  const { name, batchSizeS } = spec;
  const better = findBetter(facts, card);
  const detail = {
    ...{
      name,
      batchSizeS,
      card: nameCard(card, card.reading.uuid),
      others: listOthers(facts, card, spec.id),
    },
    better: better === undefined ? '' : nameCard(better, better.reading.uuid),
  };
  const isolate = better && `--device ${quote(`gpu:${better.reading.uuid}`)}`;
  const lower = batchSizeS > modestBatchS ? `--batch-size-s ${modestBatchS}` : null;
  const change = isolate ?? lower;
  const command = change && `${facts.program} instances edit ${quote(name)} ${change}`;
  return { code: 'shared-card-oom', verdict: 'bad', detail, command };
}

function listOthers(facts: BoxFacts, card: CardView, id: string): string {
  const named = card.ledger.parts.flatMap((part) => {
    if (part.kind === 'rest' || (part.kind === 'instance' && part.instanceId === id)) return [];
    const size = part.memoryMiB === null ? '' : ` ${toGiB(part.memoryMiB)} GiB`;
    if (part.kind === 'stranger')
      return [`${isKnown(part.name) ? part.name : '?'} (pid ${part.pid ?? '?'})${size}`];
    const other = facts.instances.find(({ spec }) => spec.id === part.instanceId);
    return [`${other?.spec.name ?? part.instanceId}${size}`];
  });
  return named.join(', ') || '–';
}

/** Another healthy card with the most free memory, and clearly more than this one. */
function findBetter({ gpus }: BoxFacts, card: CardView): CardView | undefined {
  const free = ({ ledger }: CardView): number => (isKnown(ledger.freeMiB) ? ledger.freeMiB : 0);
  const others = gpus.cards.filter(
    (other) => other.reading.uuid !== card.reading.uuid && other.reading.health === 'good',
  );
  const [best] = others.toSorted((a, b) => free(b) - free(a));
  return best && free(best) > free(card) + 1024 ? best : undefined;
}

/** Instances given one card whose needs, by the size of their models, are more than it has. */
function planShared(facts: BoxFacts, card: CardView): FindingPlan[] {
  const total = card.reading.memoryTotalMiB;
  const sharing = facts.instances.filter(
    ({ spec }) => spec.device.kind === 'gpu' && spec.device.uuid === card.reading.uuid,
  );
  if (sharing.length < 2 || !isKnown(total)) return [];
  const need = sharing.reduce((sum, { spec }) => sum + needOf(facts, spec), 0);
  if (need <= total) return [];
  const better = findBetter(facts, card);
  const detail = {
    ...{ card: nameCard(card, card.reading.uuid), needGiB: toGiB(need), totalGiB: toGiB(total) },
    names: sharing.map(({ spec }) => spec.name).join(', '),
    better: better === undefined ? '' : nameCard(better, better.reading.uuid),
  };
  const last = quote(sharing.at(-1)?.spec.name ?? '');
  const change = better
    ? `--device ${quote(`gpu:${better.reading.uuid}`)}`
    : `--batch-size-s ${modestBatchS}`;
  const command = `${facts.program} instances edit ${last} ${change}`;
  return [{ code: 'shared-card-tight', verdict: 'warning', detail, command }];
}

function needOf({ models }: BoxFacts, spec: CheckedInstance['spec']): number {
  const bytes = models.find(({ id }) => id === spec.modelId)?.bytes ?? 0;
  return guessNeed(bytes / mebibyte, spec.precision, spec.batchSizeS);
}
