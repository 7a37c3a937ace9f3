/** Contestants over the same clips: all are loaded, then take turns, so that a busy minute of the box meets every one. */
import { charErrorRate } from '../e2e/charError.ts';
import { median } from '../e2e/median.ts';
import { judgeRatio } from './outcome.ts';
import type { BenchOutcome, BenchPorts } from './outcome.ts';

export interface Timed {
  readonly seconds: number;
  /** In the order of the clips. */
  readonly texts: readonly string[];
}

export interface Contestant {
  readonly name: string;
  /** All clips once; what happens outside `seconds` is not counted. */
  round(): Promise<Timed>;
  close(): Promise<void>;
}

type Open = () => Promise<Contestant>;

export interface Contest {
  readonly title: string;
  /** Seconds of sound in the clips. */
  readonly audioS: number;
  /** Each of ours with how many times as fast as the rival it is to be. */
  readonly ours: readonly { readonly open: Open; readonly goal: number }[];
  /** The fastest counts. */
  readonly rivals: readonly Open[];
}

interface Score extends Timed {
  readonly name: string;
}

/** Odd, so that a median is a run. */
const rounds = 3;

export async function holdContest(ports: BenchPorts, contest: Contest): Promise<BenchOutcome> {
  const { title, audioS, ours } = contest;
  const opened: Contestant[] = [];
  try {
    for (const open of [...ours.map((one) => one.open), ...contest.rivals]) opened.push(await open());
    const scores = await takeTurns(ports, title, opened);
    return judge(
      { title, audioS, rivals: scores.slice(ours.length) },
      ours.flatMap(({ goal }, at) => (scores[at] ? { ...scores[at], goal } : [])),
    );
  } finally {
    await Promise.all(opened.map((contestant) => contestant.close()));
  }
}

/** Median seconds of the rounds, and the texts of the last, in the order given. */
async function takeTurns(
  { say }: BenchPorts,
  title: string,
  contestants: readonly Contestant[],
): Promise<Score[]> {
  const turns = contestants.map((contestant) => ({ contestant, timed: [] as Timed[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { contestant, timed } of turns) {
      say(`${title}, round ${round} of ${rounds}: ${contestant.name}`);
      timed.push(await contestant.round());
    }
  }
  return turns.map(({ contestant: { name }, timed }) => ({
    name,
    seconds: median(timed.map((one) => one.seconds)),
    texts: timed.at(-1)?.texts ?? [],
  }));
}

function judge(
  { title, audioS, rivals }: { title: string; audioS: number; rivals: readonly Score[] },
  ours: readonly (Score & { goal: number })[],
): BenchOutcome {
  const rival = rivals.reduce((best, one) => (one.seconds < best.seconds ? one : best));
  const speed = ({ name, seconds }: Score) => ({
    what: `${title}: ${name}`,
    value: audioS / seconds,
    unit: '× real time',
  });
  const difference = ({ name, texts }: Score) => ({
    what: `${title}: characters of ${name} that differ from ${rival.name}`,
    value: 100 * charErrorRate(rival.texts.join(''), texts.join('')),
    unit: '%',
  });
  return {
    rows: [
      { what: `${title}: audio`, value: audioS, unit: 's' },
      ...[...ours, ...rivals].map(speed),
      ...ours.map(difference),
    ],
    ratios: ours.map(({ name, seconds, goal }) =>
      judgeRatio(`${title}: ${name} ÷ ${rival.name}`, rival.seconds / seconds, {
        at: goal,
        better: 'higher',
      }),
    ),
  };
}
