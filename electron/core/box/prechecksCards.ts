/** Prechecks of the cards: is a driver there and new enough, does it answer, is each card well. */
import type { CardView, GpuFault } from '../../contract/gpu.ts';
import type { FindingCode } from '../../contract/machine.ts';
import { isKnown } from '../gpu/gpuCell.ts';
import { makeFinding, toGiB } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { asRoot, installDriver, quote } from './fixCommands.ts';
import type { BoxFacts, CodedFinding } from './prechecksFacts.ts';

/** First branch with what torch's builds for CUDA 12 rely on everywhere; the field's own lower limit. */
const lowestDriver = 535;

export function judgeCards(facts: BoxFacts): CodedFinding[] {
  return planCards(facts).map((plan) => makeFinding('cards', plan));
}

/** Without a card nobody asked for, the CPU works and nothing is wrong; with one ordered it is. */
function severity({ instances }: BoxFacts): 'bad' | 'warning' {
  return instances.some(({ spec }) => spec.device.kind !== 'cpu') ? 'bad' : 'warning';
}

function planCards(facts: BoxFacts): FindingPlan[] {
  const { gpus } = facts;
  const simulated: FindingPlan[] = gpus.isSimulated ? [{ code: 'gpu-simulated', verdict: 'unknown' }] : [];
  if (gpus.fault !== null && (gpus.cards.length === 0 || gpus.isStale))
    return [...simulated, planFault(facts, gpus.fault)];
  if (gpus.cards.length === 0) return [...simulated, planFault(facts, { fault: 'no-devices', words: '' })];
  return [...simulated, planDriver(facts), ...gpus.cards.map((card) => planCard(card, facts))];
}

const codeOf: Readonly<Record<GpuFault['fault'], FindingCode>> = {
  'not-installed': 'gpu-driver-missing',
  'driver-not-loaded': 'gpu-not-loaded',
  'version-mismatch': 'gpu-mismatch',
  'no-devices': 'gpu-no-devices',
  'no-permission': 'gpu-no-permission',
  'unknown-field': 'gpu-smi-failed',
  'gpu-lost': 'gpu-smi-failed',
  'needs-reset': 'gpu-smi-failed',
  'nvml-failed': 'gpu-nvml-failed',
  'timed-out': 'gpu-smi-hung',
  failed: 'gpu-smi-failed',
};

function planFault(facts: BoxFacts, { fault, words }: GpuFault): FindingPlan {
  if (fault === 'not-installed') return planAbsent(facts);
  const { platform, driver } = facts;
  const detail = { words, where: platform.where, loaded: driver.loadedVersion ?? '?' };
  return { code: codeOf[fault], verdict: severity(facts), detail, command: commandOf(facts, fault) };
}

/** No nvidia-smi: no card at all, a card without a driver, or a driver without its tools. */
function planAbsent(facts: BoxFacts): FindingPlan {
  const { driver, platform } = facts;
  const detail = { where: platform.where };
  const verdict = severity(facts);
  const hasDriver = platform.where === 'container' ? driver.hasNodes : driver.loadedVersion !== null;
  if (hasDriver) return { code: 'gpu-smi-missing', verdict, detail, command: installDriver(platform) };
  if (driver.hasDevice !== true)
    return verdict === 'bad'
      ? { code: 'gpu-wanted', verdict, detail }
      : { code: 'gpu-none', verdict: 'good' };
  if (platform.where === 'container') return { code: 'gpu-hidden', verdict, detail };
  return { code: 'gpu-driver-missing', verdict, detail, command: installDriver(platform) };
}

function commandOf({ platform }: BoxFacts, fault: GpuFault['fault']): string | null {
  if (platform.where === 'wsl') return 'wsl.exe --shutdown';
  if (platform.where === 'container') return null;
  if (fault === 'driver-not-loaded') return asRoot('modprobe nvidia', platform);
  if (fault === 'version-mismatch' || fault === 'timed-out')
    return platform.platform === 'win32' ? 'shutdown /r /t 0' : asRoot('reboot', platform);
  if (fault === 'no-permission') return asRoot('usermod -aG video "$USER"', platform);
  return fault === 'no-devices' ? asRoot('dmesg | grep -i nvrm', platform) : 'nvidia-smi';
}

function planDriver(facts: BoxFacts): FindingPlan {
  const version = driverVersion(facts);
  if (version === null) return { code: 'gpu-driver-unknown', verdict: 'unknown' };
  const detail = { version, where: facts.platform.where };
  if (Number.parseInt(version, 10) >= lowestDriver)
    return { code: 'gpu-driver-good', verdict: 'good', detail };
  const command = installDriver(facts.platform);
  return { code: 'gpu-driver-old', verdict: severity(facts), detail, command };
}

/** As the cards say, else the loaded module; null: unknown. */
export function driverVersion({ gpus, driver }: Pick<BoxFacts, 'gpus' | 'driver'>): string | null {
  const told = gpus.cards.map(({ reading }) => reading.driverVersion).find(isKnown);
  return told ?? driver.loadedVersion;
}

function planCard({ reading, isBlamed }: CardView, { platform }: BoxFacts): FindingPlan {
  const { uuid, health, computeCapability, memoryTotalMiB } = reading;
  const name = isKnown(reading.name) ? reading.name : uuid;
  const detail = { name, uuid, index: reading.index ?? '?' };
  if (health === 'lost') return { code: 'gpu-card-lost', verdict: 'bad', detail };
  if (health === 'needs-reset') {
    const reset = asRoot(`nvidia-smi --gpu-reset -i ${quote(uuid)}`, platform);
    const command = platform.where === 'box' ? reset : null;
    return { code: 'gpu-card-needs-reset', verdict: 'bad', detail, command };
  }
  if (isBlamed) {
    const command = platform.platform === 'linux' ? asRoot('dmesg | grep -i xid', platform) : null;
    return { code: 'gpu-card-blamed', verdict: 'warning', detail, command };
  }
  if (health === 'error') return { code: 'gpu-card-error', verdict: 'warning', detail };
  const memory = isKnown(memoryTotalMiB) ? `${toGiB(memoryTotalMiB)} GiB` : '? GiB';
  const capability = isKnown(computeCapability) ? computeCapability.toFixed(1) : '?';
  return { code: 'gpu-card-good', verdict: 'good', detail: { ...detail, memory, capability } };
}
