/** What the door adds to a request's time, at a part of the capacity measured just before. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Box } from '../../e2e/box.ts';
import { createRandom } from '../../electron/core/seededRandom.ts';
import { openNginx } from '../fleet/nginx.ts';
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import { openSender, readForm } from './sender.ts';
import type { Form, Sender } from './sender.ts';

/** Odd, so that a median is a run. */
const rounds = 3;
const load = 0.6;
const warmS = 2;
const capacityS = 8;
const roundS = 20;
/** As many as keep every part of the pipeline at work. */
const atOnce = 8;

export interface DoorBench extends Pick<BenchPorts, 'say'> {
  readonly box: Box;
  readonly port: number;
  /** The file that is sent. */
  readonly path: string;
  readonly hasNginx: boolean;
}

/** What one side adds to the pipeline's own time for the same job, ms. */
interface Added {
  readonly p50: number;
  readonly p99: number;
}

/** Settles with the job's id, once its text is there. */
type Side = () => Promise<string>;
type SideName = 'direct' | 'door' | 'nginx';
type Round = Partial<Record<SideName, Added>>;

export async function measureAdded(bench: DoorBench): Promise<BenchOutcome & { readonly capacity: number }> {
  const form = await readForm(bench.path);
  const door = openSender(bench.port);
  // nginx asks by the name under which it is reached itself: the door answers its own alone.
  const nginx = bench.hasNginx ? await openNginx([bench.port], `127.0.0.1:${bench.port}`) : null;
  const proxied = nginx && openSender(nginx.leastConn);
  try {
    bench.say('capacity');
    const capacity = await measureCapacity(door, form);
    const sides: Partial<Record<SideName, Side>> = {
      direct: () => callDirectly(bench),
      door: () => sendTo(door, form),
      ...(proxied && { nginx: () => sendTo(proxied, form) }),
    };
    const taken: Round[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      bench.say(`${Math.round(100 * load)} % of capacity, round ${round} of ${rounds}`);
      taken.push(await takeRound(bench.box, sides, { perS: load * capacity, seed: round }));
    }
    return { capacity, ...judge(capacity, taken) };
  } finally {
    door.close();
    proxied?.close();
    await nginx?.close();
  }
}

/** Requests answered a second, once all is warm. `waiting`: so many wait at once; fewer than keep all at work are no capacity. */
export async function measureCapacity(door: Sender, form: Form, waiting = atOnce): Promise<number> {
  await answerFor(door, form, { waiting, forS: warmS });
  return answerFor(door, form, { waiting, forS: capacityS });
}

async function answerFor(
  door: Sender,
  form: Form,
  { waiting, forS }: { readonly waiting: number; readonly forS: number },
): Promise<number> {
  const beganAt = performance.now();
  let answered = 0;
  const work = async (): Promise<void> => {
    while (performance.now() - beganAt < forS * 1_000) {
      await sendTo(door, form);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: waiting }, work));
  return answered / ((performance.now() - beganAt) / 1_000);
}

async function sendTo(door: Sender, form: Form): Promise<string> {
  const { status, id } = await door.send(form);
  if (status !== 200) throw new Error(`the door answered ${status}`);
  return id;
}

async function callDirectly({ box, path }: DoorBench): Promise<string> {
  const { id } = await box.submit(path);
  await box.ended(id);
  await box.call('transcripts.get', { id });
  return id;
}

/** Requests of a Poisson process go to the sides in turn, so that a busy moment of the box meets all. */
async function takeRound(
  box: Box,
  sides: Readonly<Partial<Record<SideName, Side>>>,
  { perS, seed }: { readonly perS: number; readonly seed: number },
): Promise<Round> {
  const random = createRandom(seed);
  const names = Object.keys(sides) as SideName[];
  const added = new Map(names.map((name) => [name, [] as Promise<number>[]]));
  const beganAt = performance.now();
  for (let at = 0, dueMs = 0; dueMs < roundS * 1_000; at += 1) {
    dueMs += (-Math.log(1 - random()) * 1_000) / perS;
    const leftMs = dueMs - (performance.now() - beganAt);
    if (leftMs > 1) await wait(leftMs);
    const name = names[at % names.length] ?? 'door';
    const side = sides[name];
    if (side) added.get(name)?.push(timeAdded(box, side));
  }
  const all = names.map(async (name) => [name, quantiles(await Promise.all(added.get(name) ?? []))] as const);
  return Object.fromEntries(await Promise.all(all));
}

/** The request's time less that of its job, from accepted to ended. */
async function timeAdded(box: Box, side: Side): Promise<number> {
  const beganAt = performance.now();
  const id = await side();
  const ms = performance.now() - beganAt;
  const { acceptedAt, endedAt } = await box.call('jobs.get', { id });
  return ms - ((endedAt ?? Number.NaN) - acceptedAt);
}

function quantiles(values: readonly number[]): Added {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

function judge(capacity: number, taken: readonly Round[]): BenchOutcome {
  const of = (name: SideName, at: keyof Added): number =>
    median(taken.flatMap((round) => round[name]?.[at] ?? []));
  /** What it adds more than the pipeline called directly; of each round, since the box's moods are a round's. */
  const more = (name: SideName, at: keyof Added): number =>
    median(taken.map((round) => (round[name]?.[at] ?? Number.NaN) - (round.direct?.[at] ?? Number.NaN)));
  const sides: readonly (readonly [SideName, string])[] = [
    ['direct', 'called directly'],
    ['door', 'through the door'],
    ...(taken.some(({ nginx }) => nginx) ? ([['nginx', 'through nginx before the door']] as const) : []),
  ];
  return {
    rows: [
      { what: 'capacity through the door', value: capacity, unit: 'requests/s' },
      ...sides.flatMap(([name, what]) =>
        (['p50', 'p99'] as const).map((at) => ({
          what: `time beside the job’s own, ${what}, ${at}`,
          value: of(name, at),
          unit: 'ms',
        })),
      ),
    ],
    ratios: [
      judgeRatio('added by the door, p50 (ms)', more('door', 'p50'), { at: 5, better: 'lower' }),
      judgeRatio('added by the door, p99 (ms)', more('door', 'p99'), { at: 25, better: 'lower' }),
      ...(taken.some(({ nginx }) => nginx)
        ? [
            judgeRatio(
              'p50 beside the job’s own, the door ÷ nginx before it',
              of('door', 'p50') / of('nginx', 'p50'),
              { at: 1, better: 'lower' },
            ),
          ]
        : []),
    ],
  };
}
