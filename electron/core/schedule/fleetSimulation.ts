/**
 * For tests: hours of a fleet in milliseconds. Jobs come, instances compute, crash, run out of memory and come back, users
 * cancel and pause; what is decided is decided by the product's own functions, and every promise is watched.
 */
import { stepGoodBatch, stepOutOfMemory } from './batchCap.ts';
import { deathsToQuarantine, mostHoles, stepRefused } from './ladder.ts';
import type { Refusal } from './ladder.ts';
import { opensAtS } from './line.ts';
import { padSeconds } from './pack.ts';
import { isPatientTurn, planBatch, rankJob } from './schedule.ts';
import type { PlannedSegment, WaitingSegment } from './schedule.ts';
import { beginJob, beginSeat, describeSeat, jobsOf, scheduleJob } from './simulationStory.ts';
import type { Act, Batch, Ending, LiveJob, Seat, Story } from './simulationStory.ts';
import { findFaults, findOvertaken, isIdleBesideWork } from './simulationWatch.ts';

export interface Outcome {
  readonly jobs: readonly LiveJob[];
  readonly makespanS: number;
  /** Computed, padding included. */
  readonly paddedS: number;
  readonly batches: number;
  readonly outOfMemory: number;
  /** Promises that did not hold, in words. */
  readonly broken: readonly string[];
  /** Batches begun for a job that came more than 20 × its service after one that was left waiting. */
  readonly overtakes: number;
}

const restartS = 3;
/** Beside what its sound takes, s. */
const batchCostS = 0.02;

export function simulateFleet(story: Story): Outcome {
  return new Simulation(story).run();
}

class Simulation {
  readonly #noise: () => number;
  readonly #seats: readonly Seat[];
  readonly #jobs: readonly LiveJob[];
  /** The last comes first. */
  readonly #acts: Act[];
  readonly #counts = { overtakes: 0, paddedS: 0, batches: 0, outOfMemory: 0 };
  readonly #broken: string[] = [];
  #nowS = 0;

  constructor({ instances, jobs, acts, noise }: Story) {
    this.#noise = noise;
    this.#seats = instances.map(beginSeat);
    this.#jobs = jobs.map(beginJob);
    this.#acts = acts.toSorted((a, b) => b.atS - a.atS);
  }

  run(): Outcome {
    while (this.#jobs.some(({ endings }) => endings.length === 0)) {
      this.#dispatch();
      const nextS = this.#findNextS();
      if (nextS === Infinity) break;
      this.#nowS = nextS;
      for (const seat of this.#seats) if (seat.headEndS <= nextS) this.#settleHead(seat);
      while ((this.#acts.at(-1)?.atS ?? Infinity) <= nextS) this.#act(this.#acts.pop() as Act);
    }
    for (const { id, endings } of this.#jobs) {
      if (endings.length !== 1) this.#break(`${id} ended ${endings.length} times`);
    }
    const makespanS = Math.max(0, ...this.#jobs.map(({ endS }) => endS));
    return { jobs: this.#jobs, makespanS, ...this.#counts, broken: this.#broken };
  }

  #break(promise: string): void {
    this.#broken.push(`at ${this.#nowS.toFixed(3)} s ${promise}`);
  }

  #findNextS(): number {
    const times = [
      ...this.#seats.flatMap(({ headEndS, downUntilS }) => [headEndS, downUntilS]),
      ...this.#seats.map(lineOpensAtS),
      ...this.#jobs.map(({ arrivedS }) => arrivedS),
    ];
    return Math.min(this.#acts.at(-1)?.atS ?? Infinity, ...times.filter((atS) => atS > this.#nowS));
  }

  #act({ kind, id }: Act): void {
    const seat = this.#seats.find(({ instance }) => instance.id === id);
    if (seat) this.#fell(seat, kind === 'crash');
    const job = this.#jobs.find((each) => each.id === id);
    if (!job || job.arrivedS > this.#nowS || job.endings.length > 0) return;
    if (kind === 'cancel') this.#end(job, 'cancelled');
    if (kind === 'first') job.putFirstS = this.#nowS;
    if (kind === 'pause' || kind === 'resume') job.isPaused = kind === 'pause';
  }

  /** Its worker is gone, with all that was aboard; `isCharged`: to the jobs of the batch that was computing. */
  #fell(seat: Seat, isCharged: boolean): void {
    const [head, ...behind] = seat.line;
    Object.assign(seat, { line: [], headEndS: Infinity, downUntilS: this.#nowS + restartS });
    if (!head) return;
    if (isCharged) {
      for (const job of jobsOf(head)) {
        if ((head.deathsBefore.get(job) ?? 0) < job.deaths || job.endings.length > 0) continue;
        job.deaths += 1;
        if (job.deaths >= deathsToQuarantine) this.#end(job, 'quarantined');
      }
    }
    for (const batch of [head, ...behind]) this.#refuse(seat, batch, 'gone');
  }

  #refuse({ instance }: Seat, batch: Batch, kind: Refusal['kind']): void {
    const wasAlone = batch.parts.length === 1;
    for (const { job, segment } of batch.parts) {
      const standing = stepRefused(segment.standing, { kind, instanceId: instance.id, wasAlone });
      if (standing !== null) job.waiting.push({ ...segment, standing });
      else Object.assign(job, { holes: job.holes + 1, leftS: job.leftS - segment.seconds });
    }
    for (const job of jobsOf(batch)) {
      job.waiting.sort((a, b) => a.index - b.index);
      this.#leave(job);
    }
  }

  #settleHead(seat: Seat): void {
    const head = seat.line[0] as Batch;
    const has = (kind: 'deadly' | 'hopeless'): boolean =>
      head.parts.some(({ job, segment }) => job[kind].has(segment.index));
    if (has('deadly')) return this.#fell(seat, true);
    seat.line = seat.line.slice(1);
    const computeMs = 1000 * (this.#nowS - seat.headBeganS);
    this.#beginHead(seat);
    if (head.paddedS > seat.instance.memoryS || has('hopeless')) {
      this.#counts.outOfMemory += 1;
      seat.cap = stepOutOfMemory(seat.cap, head.paddedS, 1000 * this.#nowS);
      return this.#refuse(seat, head, 'oom');
    }
    const lengthsS = head.parts.map(({ segment }) => segment.seconds);
    seat.cap = stepGoodBatch(seat.cap, { lengthsS, computeMs }, seat.instance.batchSizeS);
    for (const { job, segment } of head.parts) {
      if (job.answered.has(segment.index)) this.#break(`${job.id}'s segment ${segment.index} came twice`);
      job.answered.add(segment.index);
      job.leftS -= segment.seconds;
    }
    for (const job of jobsOf(head)) this.#leave(job);
  }

  /** A batch of the job's is no longer aboard. */
  #leave(job: LiveJob): void {
    job.aboard -= 1;
    if (job.endings.length > 0) return;
    if (job.holes > mostHoles && job.answered.size === 0) this.#end(job, 'failed');
    else if (job.waiting.length === 0 && job.aboard === 0) {
      const whole = job.holes > 0 ? 'incomplete' : 'done';
      this.#end(job, job.answered.size === 0 ? 'failed' : whole);
    }
  }

  #end(job: LiveJob, ending: Ending): void {
    job.endings.push(ending);
    job.endS = this.#nowS;
    job.waiting = [];
    const known = job.answered.size + job.holes;
    const all = job.job.waiting.length;
    if (ending === 'done' && known !== all) this.#break(`${job.id} is done with ${known} of ${all} segments`);
  }

  #dispatch(): void {
    const jobs = this.#jobs.filter(
      ({ arrivedS, endings, waiting }) =>
        arrivedS <= this.#nowS && endings.length === 0 && waiting.length > 0,
    );
    const up = this.#seats.filter(({ downUntilS }) => downUntilS <= this.#nowS);
    while (this.#sendOne(up, jobs)) continue;
    for (const seat of up) {
      if (seat.line.length === 0 && isIdleBesideWork(seat, jobs, up)) {
        this.#break(`${seat.instance.id} idles beside work`);
      }
    }
  }

  #sendOne(up: readonly Seat[], jobs: readonly LiveJob[]): boolean {
    const free = up.filter((seat) => lineOpensAtS(seat) <= this.#nowS);
    if (free.length === 0) return false;
    const speedX = up.reduce((sum, { cap }) => sum + cap.speedX, 0);
    const isPatient = isPatientTurn(this.#counts.batches);
    const rank = (job: LiveJob): number => {
      const isInteractive = job.isInteractive !== isPatient;
      return rankJob({ ...job, isInteractive, remainingS: job.leftS * job.guess }, speedX);
    };
    const inOrder = jobs.filter(({ waiting }) => waiting.length > 0).sort((a, b) => rank(a) - rank(b));
    const scheduled = inOrder.map(scheduleJob);
    const takers = up.map(describeSeat);
    for (const seat of free.sort((a, b) => a.line.length - b.line.length)) {
      const planned = planBatch(describeSeat(seat), scheduled, takers);
      if (planned === null) continue;
      this.#counts.overtakes += findOvertaken(planned, { jobs: inOrder, seat, up }).length;
      this.#send(seat, planned);
      return true;
    }
    return false;
  }

  #send(seat: Seat, planned: readonly PlannedSegment[]): void {
    const parts = planned.map(({ jobId, index }) => {
      const job = this.#jobs.find(({ id }) => id === jobId) as LiveJob;
      const segment = job.waiting.find((each) => each.index === index) as WaitingSegment;
      job.waiting = job.waiting.filter((each) => each !== segment);
      return { job, segment };
    });
    const paddedS = padSeconds(parts.map(({ segment }) => segment.seconds));
    const deathsBefore = new Map(parts.map(({ job }) => [job, job.deaths]));
    for (const job of deathsBefore.keys()) job.aboard += 1;
    this.#counts.paddedS += paddedS;
    this.#counts.batches += 1;
    const batch = { parts, deathsBefore, paddedS };
    for (const fault of findFaults(batch, seat))
      this.#break(`${seat.instance.id} gets a batch that ${fault}`);
    seat.line = [...seat.line, batch];
    if (seat.line.length === 1) this.#beginHead(seat);
  }

  #beginHead(seat: Seat): void {
    const [head] = seat.line;
    seat.headBeganS = this.#nowS;
    const tookS = head ? batchCostS + (head.paddedS * this.#noise()) / seat.instance.speedX : Infinity;
    seat.headEndS = this.#nowS + tookS;
  }
}

function lineOpensAtS({ line, headBeganS, cap }: Seat): number {
  return opensAtS({ length: line.length, headBeganS, headPaddedS: line[0]?.paddedS ?? 0 }, cap.speedX);
}
