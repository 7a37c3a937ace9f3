/** Made-up measurements; smooth, so that charts look alike on every visit. */
import type { CardView } from '../../electron/contract/gpu.ts';
import type { InstanceView } from '../../electron/contract/instance.ts';
import type { CardSample, FleetMark, UsageSample } from '../../electron/contract/machine.ts';

const minuteMs = 60_000;
/** Every hour the probe was silent for a while: charts have to show the hole. */
const silentFromMs = 24 * minuteMs;
const silentToMs = 26 * minuteMs;

function wave(at: number, period: number, depth: number): number {
  return Math.round(Math.sin(at / period) * depth);
}

/** What is in use at a moment. */
export function makeSample(
  at: number,
  fleet: readonly InstanceView[],
  cards: readonly CardView[],
): UsageSample {
  const sinceHour = at % (60 * minuteMs);
  const isSilent = sinceHour > silentFromMs && sinceHour < silentToMs;
  return {
    at,
    ramUsedMiB: 9_800 + wave(at, 97_000, 700) + wave(at, 13_000, 120),
    ramTotalMiB: 24_064,
    hostRssMiB: 148 + wave(at, 40_000, 6),
    frontsRssMiB: 310 + wave(at, 60_000, 12),
    instances: fleet.map(({ spec, rssMiB, vram, gpuUuid }, index) => ({
      id: spec.id,
      gpuUuid: vram && !isSilent ? gpuUuid : null,
      rssMiB: rssMiB === null ? null : rssMiB + wave(at, 30_000 + index * 7_000, 40),
      vramMiB: vram && !isSilent ? vram.memoryMiB + wave(at, 50_000 + index * 9_000, 380) : null,
    })),
    cards: isSilent ? [] : cards.map((card, index) => makeCardSample(at, card, { index, fleet })),
  };
}

function makeCardSample(
  at: number,
  { reading, ledger }: CardView,
  { index, fleet }: { readonly index: number; readonly fleet: readonly InstanceView[] },
): CardSample {
  const shift = fleet.reduce(
    (sum, { vram, gpuUuid }, place) =>
      sum + (vram && gpuUuid === reading.uuid ? wave(at, 50_000 + place * 9_000, 380) : 0),
    0,
  );
  const swing = (figure: CardSample['powerW'], depth: number) =>
    typeof figure === 'number' ? Math.max(0, figure + wave(at, 21_000 + index * 3_000, depth)) : figure;
  const sum = (kind: 'stranger' | 'rest') =>
    ledger.parts.reduce((all, part) => (part.kind === kind ? all + (part.memoryMiB ?? 0) : all), 0);
  return {
    uuid: reading.uuid,
    totalMiB: reading.memoryTotalMiB,
    usedMiB: typeof ledger.usedMiB === 'number' ? ledger.usedMiB + shift : ledger.usedMiB,
    strangersMiB: sum('stranger'),
    restMiB: sum('rest'),
    utilisationPercent: swing(reading.utilisationPercent, 24),
    temperatureC: swing(reading.temperatureC, 5),
    powerW: swing(reading.powerW, 60),
  };
}

/** A start, an out-of-memory and what followed, on the first instance and the first two cards. */
export function makeFleetMarks(now: number, fleet: readonly InstanceView[]): FleetMark[] {
  const [first, second] = fleet;
  const mark = (minutes: number, kind: FleetMark['kind'], of: InstanceView | undefined): FleetMark => ({
    at: now - minutes * minuteMs,
    kind,
    instanceId: of?.spec.id ?? null,
    gpuUuid: of?.gpuUuid ?? null,
  });
  return [
    mark(52, 'started', first),
    mark(51.6, 'ready', first),
    mark(40, 'started', second),
    mark(39.5, 'ready', second),
    mark(31, 'card-lost', first),
    mark(29, 'card-found', first),
    mark(7.4, 'oom', first),
    mark(7.3, 'crashed', first),
    mark(7.2, 'restarted', first),
    mark(6.7, 'ready', first),
    mark(2.2, 'blocked', second),
  ].map((one) => (one.kind.startsWith('card') ? { ...one, instanceId: null } : one));
}
