/** Everything a host meets in its life, each at its own pace, at a load that leaves most of one core free. */
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { samplesDir } from '../../e2e/box.ts';
import type { Box } from '../../e2e/box.ts';
import { breakOff, dawdle, leaveEarly, transcribe } from '../../e2e/doorClients.ts';
import type { Sound } from '../../e2e/doorClients.ts';
import { answerFormats, ask, askAsFunasr, askForJob, cancelJob, scrape } from './doorVisits.ts';
import { lookAbout, upload } from './panelVisits.ts';

export interface Ground {
  readonly box: Box;
  readonly url: string;
  readonly sounds: readonly Sound[];
  /** Watched. */
  readonly inbox: string;
  /** The instance that is killed and restarted; the others are left alone, so that what they hold can be followed. */
  readonly struckId: string;
  readonly random: () => number;
}

interface Act {
  /** Mean time between two of them, s. */
  readonly everyS: number;
  readonly run: (sound: Sound) => Promise<unknown>;
}

const noise: Sound = { name: 'noise.mp3', bytes: Buffer.from('this is no sound '.repeat(2_000)) };
/** Ended jobs are swept after so long, as the days of a user's retention would sweep them. */
const keptDays = 5 / (24 * 60);

export function planActs(ground: Ground): Readonly<Record<string, Act>> {
  const { box, url, random } = ground;
  let asked = 0;
  return {
    request: {
      everyS: 2.5,
      run: (sound) => ask(url, sound, answerFormats[(asked += 1) % answerFormats.length] ?? 'json'),
    },
    'job over HTTP': { everyS: 20, run: (sound) => askForJob(url, sound) },
    'job taken back': { everyS: 25, run: (sound) => cancelJob(url, sound) },
    'FunASR’s socket': { everyS: 30, run: (sound) => askAsFunasr(url, sound) },
    'panel’s visit': { everyS: 20, run: () => lookAbout(box, 20_000 * random(), random() < 0.5) },
    'browser’s file': { everyS: 40, run: (sound) => upload(box, sound, random() < 0.7) },
    scrape: { everyS: 15, run: () => scrape(url) },
    'sender that breaks off': { everyS: 30, run: (sound) => breakOff(url, sound) },
    'sender that leaves': { everyS: 30, run: (sound) => leaveEarly(url, sound) },
    'slow sender': { everyS: 45, run: (sound) => dawdle(url, sound, 6_000) },
    noise: { everyS: 40, run: () => refuseNoise(url) },
    'long file': { everyS: 300, run: () => troubleLongFile(ground) },
    'watched file': { everyS: 30, run: (sound) => dropInto(ground, sound) },
    kill: { everyS: 240, run: () => killStruck(ground) },
    restart: { everyS: 420, run: () => box.call('instances.restart', { id: ground.struckId }) },
    'instance come and gone': { everyS: 600, run: () => passInstance(box) },
    bundle: { everyS: 900, run: () => box.call('host.diagnostics', {}) },
    sweep: { everyS: 60, run: () => box.call('jobs.removeEnded', { days: keptDays }) },
  };
}

async function refuseNoise(url: string): Promise<void> {
  const { status, text } = await transcribe(url, noise);
  if (status !== 400) throw new Error(`noise was answered ${status} ${text}`);
}

/** Held as soon as it is there, let go on, and half of the time taken back; one that is quicker than that is done. */
async function troubleLongFile({ box, random }: Ground): Promise<void> {
  const { id } = await box.submit(join(samplesDir, 'five-minutes.mp3'));
  const ended = box.ended(id);
  const unlessEnded = (thrown: unknown): void => {
    if (!String(thrown).includes('has ended')) throw thrown;
  };
  await box.call('jobs.pause', { id }).catch(unlessEnded);
  await pause(3_000);
  await box.call('jobs.resume', { id }).catch(unlessEnded);
  if (random() < 0.5) await box.call('jobs.cancel', { id }).catch(unlessEnded);
  const { state } = await ended;
  if (state !== 'done' && state !== 'cancelled') throw new Error(`the long file ended as ${state}`);
}

let dropped = 0;

/** A copy under a name of its own, and the older ones are cleared away. */
async function dropInto({ inbox }: Ground, { name }: Sound): Promise<void> {
  const old = (await readdir(inbox)).slice(0, -8);
  for (const entry of old) await rm(join(inbox, entry));
  dropped += 1;
  await copyFile(join(samplesDir, name), join(inbox, `${String(dropped).padStart(6, '0')}-${name}`));
}

async function killStruck({ box, struckId }: Ground): Promise<void> {
  const { instances } = await box.call('host.snapshot', {});
  const struck = instances.find(({ spec }) => spec.id === struckId);
  // One that was killed too often is started again, as its user would.
  if (struck?.phase === 'failed') await box.call('instances.start', { id: struckId });
  else if (struck?.pid !== undefined && struck.pid !== null) process.kill(struck.pid, 'SIGKILL');
}

async function passInstance(box: Box): Promise<void> {
  const { spec } = await box.call('instances.create', { name: 'passing', autoStart: false });
  const isReady = box.until(
    ({ event }) =>
      event.type === 'instance.changed' &&
      event.instance.spec.id === spec.id &&
      event.instance.phase === 'ready',
  );
  await box.call('instances.start', { id: spec.id });
  await isReady;
  await box.call('instances.stop', { id: spec.id });
  await box.call('instances.remove', { id: spec.id });
}

export interface Told {
  readonly counts: ReadonlyMap<string, { done: number; failed: number }>;
  /** The first of what went wrong. */
  readonly troubles: readonly string[];
}

/** Each act by itself, never two of one at once; settles when all that was begun is over. */
export async function keepActing(ground: Ground, mayGoOn: () => boolean): Promise<Told> {
  const { random, sounds } = ground;
  const counts = new Map<string, { done: number; failed: number }>();
  const troubles: string[] = [];
  const repeat = async (name: string, { everyS, run }: Act): Promise<void> => {
    const count = { done: 0, failed: 0 };
    counts.set(name, count);
    while (await wait(everyS * 2_000 * random(), mayGoOn)) {
      const sound = sounds[Math.floor(random() * sounds.length)];
      if (sound === undefined) return;
      try {
        await run(sound);
        count.done += 1;
      } catch (thrown) {
        count.failed += 1;
        if (troubles.length < 20) troubles.push(`${new Date().toISOString()} ${name}: ${String(thrown)}`);
      }
    }
  };
  await Promise.all(Object.entries(planActs(ground)).map(([name, act]) => repeat(name, act)));
  return { counts, troubles };
}

/** false: it is over. */
async function wait(ms: number, mayGoOn: () => boolean): Promise<boolean> {
  const until = performance.now() + ms;
  while (mayGoOn() && performance.now() < until)
    await pause(Math.max(0, Math.min(1_000, until - performance.now())));
  return mayGoOn();
}
