/** Decides torch's build: the newest CUDA that driver and cards run, the CPU's where there is no card. */
import type { TorchPlan, TorchReason } from '../../contract/engine.ts';
import { carriesCode, neededDriver } from './cudaSupport.ts';
import { listTorchBuilds, plainBuild, torchIndexOf, torchRequirementOf } from './torchBuilds.ts';
import type { TorchBuild, TorchBuilds, TorchSystem } from './torchBuilds.ts';

export interface TorchCard {
  readonly name: string;
  /** Compute capability; null: unknown. */
  readonly capability: number | null;
}

export interface TorchBox {
  readonly system: TorchSystem;
  /** Cards the driver shows. */
  readonly cards: readonly TorchCard[];
  /** They are made up. */
  readonly isSimulated: boolean;
  /** The driver's version; null: unknown. */
  readonly driver: string | null;
  /** An NVIDIA device stands in the box, whether or not a driver shows it; null: can't be seen. */
  readonly hasDevice: boolean | null;
  /** As in the settings: a mirror of PyTorch's index, 'pypi' for pip's own, null for PyTorch's. */
  readonly torchIndex: string | null;
  /** The version the lock pins. */
  readonly version: string;
}

export function planTorchBuild(facts: TorchBox): TorchPlan {
  const builds = listTorchBuilds(facts.system);
  if (builds === null) {
    const { platform, arch } = facts.system;
    const reasons: TorchReason[] = [explain('no-build', { platform, arch }, 'warning')];
    return { build: null, requirement: null, index: null, cuda: null, reasons };
  }
  if (facts.torchIndex === 'pypi') return planOf(facts, plainBuild, [explain('own-index')]);
  const { build, reasons } = chooseBuild(facts, builds);
  return planOf(facts, build, reasons);
}

interface Choice {
  readonly build: TorchBuild;
  readonly reasons: readonly TorchReason[];
}

function planOf({ version, torchIndex }: TorchBox, build: TorchBuild, reasons: Choice['reasons']): TorchPlan {
  const { id, cuda } = build;
  const requirement = torchRequirementOf(id, version);
  return { build: id, requirement, index: torchIndexOf(id, torchIndex), cuda, reasons: [...reasons] };
}

function explain(
  code: TorchReason['code'],
  detail: TorchReason['detail'] = {},
  verdict: TorchReason['verdict'] = 'good',
): TorchReason {
  return { code, verdict, detail };
}

function chooseBuild(facts: TorchBox, builds: TorchBuilds): Choice {
  const { cpu, cuda } = builds;
  if (facts.isSimulated) return { build: cpu, reasons: [explain('cards-simulated')] };
  if (cuda.length === 0) return { build: cpu, reasons: [explain('mac')] };
  if (facts.cards.length > 0) return chooseForCards(facts, builds);
  if (facts.hasDevice !== true) return { build: cpu, reasons: [explain('no-card')] };
  // A driver that is loaded and shows no cards hangs or lacks its tools: its cards are there all the same.
  if (facts.driver === null)
    return { build: cpu, reasons: [explain('no-card'), explain('driver-silent', {}, 'warning')] };
  return chooseForCards({ ...facts, cards: [{ name: 'NVIDIA', capability: null }] }, builds);
}

function chooseForCards(facts: TorchBox, { cuda, cpu }: TorchBuilds): Choice {
  const covered = (build: TorchBuild): number => facts.cards.filter((card) => runsOn(build, card)).length;
  const most = Math.max(...cuda.map(covered));
  if (most === 0) {
    const cards = nameCards(facts.cards);
    return { build: cpu, reasons: [explain('cards-too-old', { cards }, 'warning')] };
  }
  const best = cuda.filter((build) => covered(build) === most);
  const build = best.find((one) => isDriven(facts, one)) ?? best[0] ?? cpu;
  return { build, reasons: [explainChoice(facts, cuda, build), ...listDoubts(facts, build)] };
}

function runsOn({ archs }: TorchBuild, { capability }: TorchCard): boolean {
  return capability === null || carriesCode(archs, capability);
}

function isDriven({ driver, system }: TorchBox, { cuda }: TorchBuild): boolean {
  const needed = cuda === null ? null : neededDriver(cuda, system.platform);
  return needed === null || driver === null || Number.parseInt(driver, 10) >= needed;
}

function explainChoice(facts: TorchBox, cuda: readonly TorchBuild[], build: TorchBuild): TorchReason {
  const [newest = build] = cuda;
  const release = build.cuda ?? '?';
  const driver = facts.driver ?? '?';
  if (build === newest) return explain('newest-fits', { cuda: release, driver });
  const kept = facts.cards.filter((card) => runsOn(build, card) && !runsOn(newest, card));
  if (kept.length > 0)
    return explain('card-older', { cuda: release, newest: newest.cuda ?? '?', cards: nameCards(kept) });
  const needed = neededDriver(newest.cuda ?? '', facts.system.platform) ?? '?';
  return explain('driver-older', { cuda: release, newest: newest.cuda ?? '?', driver, needed });
}

/** What stands against the build that fits best. */
function listDoubts(facts: TorchBox, build: TorchBuild): TorchReason[] {
  const out = facts.cards.filter((card) => !runsOn(build, card));
  const blind = facts.cards.filter(({ capability }) => capability === null);
  const needed = neededDriver(build.cuda ?? '', facts.system.platform) ?? '?';
  const driver = facts.driver ?? '?';
  return [
    ...(isDriven(facts, build)
      ? []
      : [explain('driver-too-old', { driver, needed, cuda: build.cuda ?? '?' }, 'warning')]),
    ...(facts.driver === null ? [explain('driver-unknown', { needed }, 'warning')] : []),
    ...(out.length === 0 ? [] : [explain('card-left-out', { cards: nameCards(out) }, 'warning')]),
    ...(blind.length === 0 ? [] : [explain('capability-unknown', { cards: nameCards(blind) }, 'warning')]),
  ];
}

/** Each kind once, with its compute capability. */
function nameCards(cards: readonly TorchCard[]): string {
  const names = cards.map(({ name, capability }) => `${name} (${capability?.toFixed(1) ?? '?'})`);
  return [...new Set(names)].join(', ');
}
