import { expect, test } from 'vitest';
import { createRandom } from '../seededRandom.ts';
import { simulateFleet } from './fleetSimulation.ts';
import type { Outcome } from './fleetSimulation.ts';
import { drawLengths, makeJob, makeSegments } from './sampleJobs.ts';
import type { Act, SimulatedInstance, SimulatedJob, Story } from './simulationStory.ts';

const seeds = process.env['PARADECK_TORTURE'] === '1' ? 10_000 : 1_000;

interface Draw {
  readonly random: () => number;
  readonly pick: <T>(values: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
}

function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return { random, pick, chance: (share) => random() < share };
}

/** From processors slower than sound to cards; some with memory for a fraction of the batch they were given. */
function drawInstances({ random, pick }: Draw): SimulatedInstance[] {
  return Array.from({ length: 1 + Math.floor(random() * 4) }, (_, at) => ({
    id: `instance ${at}`,
    // The first always has the model that jobs are most likely to want.
    modelKey: at === 0 ? 'a' : pick(['a', 'a', 'b']),
    batchSizeS: pick([60, 300]),
    speedX: pick([0.5, 2, 20, 200]) * (0.5 + random()),
    memoryS: pick([Infinity, Infinity, 150, 20]),
  }));
}

function drawJobs(draw: Draw, instances: readonly SimulatedInstance[]): SimulatedJob[] {
  const { random, pick, chance } = draw;
  return Array.from({ length: 1 + Math.floor(random() * 8) }, (_, at) => {
    const lengths = drawLengths(random, pick([3, 60, 600]) * (0.5 + random()));
    const { id, modelKey } = pick(instances);
    const few = (share: number): Set<number> =>
      new Set(chance(share) ? [Math.floor(random() * lengths.length)] : []);
    const job = makeJob(`job ${at}`, lengths, {
      arrivedS: random() * 3_600,
      modelKey,
      instanceId: chance(0.2) ? id : null,
      hotwords: pick([[], ['word']]),
      waiting: makeSegments(lengths),
    });
    return {
      job,
      guess: 0.7 + 0.6 * random(),
      isInteractive: chance(0.3),
      deadly: few(0.1),
      hopeless: few(0.1),
    };
  });
}

/** While there is work; whatever is paused is resumed in the end. */
function drawActs({ random, pick }: Draw, { instances, jobs }: Pick<Story, 'instances' | 'jobs'>): Act[] {
  const drawn = Array.from({ length: Math.floor(random() * 20) }, (): Act => {
    const { job } = pick(jobs);
    const kind = pick(['crash', 'crash', 'stop', 'cancel', 'pause', 'resume', 'first'] as const);
    const atS = job.arrivedS + random() * pick([1, 10, 100, 1_000]);
    return { atS, kind, id: kind === 'crash' || kind === 'stop' ? pick(instances).id : job.id };
  });
  const resumed = jobs.map(({ job }): Act => ({ atS: 5_400 + random() * 600, kind: 'resume', id: job.id }));
  return [...drawn, ...resumed];
}

function drawStory(seed: number): Story {
  const draw = createDraw(seed);
  const instances = drawInstances(draw);
  const jobs = drawJobs(draw, instances);
  return {
    instances,
    jobs,
    acts: drawActs(draw, { instances, jobs }),
    noise: () => 0.7 + 0.6 * draw.random(),
  };
}

test(`${seeds} stories of crashes, full memories, slow cards, cancels and pauses: each job ends once, no segment comes twice, nobody idles beside work`, () => {
  const seen = new Map<string, number>();
  const count = (what: string, by = 1): void => void seen.set(what, (seen.get(what) ?? 0) + by);
  for (let seed = 1; seed <= seeds; seed += 1) {
    const story = drawStory(seed);
    const outcome = simulateFleet(story);
    expect(outcome.broken.map((promise) => `seed ${seed} ${promise}`)).toEqual([]);
    expect(findInnocentLost(story, outcome).map((lost) => `seed ${seed} ${lost}`)).toEqual([]);
    for (const { endings } of outcome.jobs) count(endings.join());
    count('out of memory', outcome.outOfMemory);
    count('simulated hours', outcome.makespanS / 3_600);
  }
  const figures = [...seen].map(([what, times]) => `${Math.round(times)} ${what}`);
  process.stdout.write(`${seeds} stories: ${figures.join(', ')}\n`);
  // Stories in which nothing happens would prove nothing.
  for (const ending of ['done', 'incomplete', 'cancelled', 'quarantined', 'failed', 'out of memory']) {
    expect(seen.get(ending) ?? 0).toBeGreaterThan(0);
  }
}, 600_000);

/** Jobs nothing was done to and that no worker died over are whole, on instances whose memory holds a segment of any length. */
function findInnocentLost({ acts, jobs, instances }: Story, outcome: Outcome): string[] {
  if (instances.some(({ memoryS }) => memoryS < 60) || acts.some(({ kind }) => kind === 'crash')) return [];
  const harmed = new Set(acts.filter(({ kind }) => kind === 'cancel').map(({ id }) => id));
  if (jobs.some(({ deadly }) => deadly.size > 0)) return [];
  return outcome.jobs
    .filter(({ id, hopeless, endings }) => !harmed.has(id) && hopeless.size === 0 && endings[0] !== 'done')
    .map(({ id, endings }) => `${id} ended ${endings.join()}`);
}
