/** The box of the benchmark: eight simulated cards, two instances on each, and what an hour of it looks like. */
import type { InstanceSpec } from '../../electron/contract/instance.ts';
import type { UsageSample } from '../../electron/contract/machine.ts';
import { planSimulatedCards } from '../../electron/core/gpu/simulatedBox.ts';
import { createRandom } from '../../electron/core/seededRandom.ts';

export const box = { count: 8, sizeGiB: 24 };
export const instanceCount = 16;
const workerMiB = 3_000;
const hourS = 3_600;

const cards = planSimulatedCards(box);

/** Good fake workers, each on its card and in its registry. */
export function planInstances(registry: string): readonly InstanceSpec[] {
  return Array.from({ length: instanceCount }, (_, index) => {
    const uuid = cards[index % cards.length]?.uuid ?? '';
    const seat = { device: 'cuda:0', gpuUuid: uuid, registry, mib: workerMiB };
    return {
      id: `bench-${index}`,
      name: `Paraformer ${index + 1}`,
      colour: index % 8,
      device: { kind: 'gpu', uuid },
      engine: 'onnx',
      modelId: 'demo-asr',
      pythonPath: null,
      env: { PARADECK_FAKE: JSON.stringify(seat) },
      batchSizeS: 300,
      precision: 'auto',
      threads: 1,
      vramLimitMiB: null,
      port: 6006 + index,
      autoStart: true,
      restart: 'always',
    };
  });
}

/** One sample a second of the hour before `endAt`: figures that wander, as those of cards at work do. */
export function makeHour(endAt: number): readonly UsageSample[] {
  const random = createRandom(1);
  const wander = Array.from({ length: instanceCount }, () => workerMiB);
  return Array.from({ length: hourS }, (_, second) => {
    for (const [index, mib] of wander.entries())
      wander[index] = Math.min(8_000, Math.max(1_000, mib + 200 * (random() - 0.5)));
    return sampleAt(endAt - (hourS - second) * 1000, wander, random);
  });
}

function sampleAt(at: number, wander: readonly number[], random: () => number): UsageSample {
  return {
    at,
    ramUsedMiB: 20_000 + 4_000 * random(),
    ramTotalMiB: 65_536,
    hostRssMiB: 120,
    frontsRssMiB: 90,
    instances: wander.map((vramMiB, index) => ({
      id: `bench-${index}`,
      rssMiB: 700 + 20 * random(),
      vramMiB,
      gpuUuid: cards[index % cards.length]?.uuid ?? null,
    })),
    cards: cards.map(({ uuid, totalMiB }, card) => {
      const ours = wander.filter((_, index) => index % cards.length === card);
      return {
        uuid,
        totalMiB,
        usedMiB: ours.reduce((sum, mib) => sum + mib, 600),
        strangersMiB: 0,
        restMiB: 600,
        utilisationPercent: 100 * random(),
        temperatureC: 50 + 20 * random(),
        powerW: 100 + 200 * random(),
      };
    }),
  };
}
