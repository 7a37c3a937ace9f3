/** The working parts of a host: settings, models, journal, fleet, jobs and usage, wired by their ports. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { HostInfo } from '../contract/machine.ts';
import { openEngines } from './box/engines.ts';
import type { Engines } from './box/enginesPort.ts';
import { readDriver } from './box/probesPlatform.ts';
import { openFleet } from './fleet/fleet.ts';
import type { HostParts } from './doors/handlers/hostParts.ts';
import { openCards } from './hostCards.ts';
import { createHostChecks } from './hostChecks.ts';
import type { RunHostChecks } from './hostChecks.ts';
import { openGround } from './hostGround.ts';
import type { Ground } from './hostGround.ts';
import type { Cards, CardsPorts } from './hostCards.ts';
import type { HostOptions, Opening } from './hostOpening.ts';
import { openJobs } from './jobs/jobs.ts';
import { openFetches } from './models/fetches.ts';
import { openListening } from './listen/listening.ts';
import type { ListeningPorts } from './listen/listening.ts';
import type { Listening } from './listen/listeningPort.ts';
import type { Clock, Emit, Fetches, Fleet, SettingsFile } from './ports.ts';
import { createBundles } from './results/bundles.ts';
import { createEditing } from './results/editing.ts';
import { createExporting } from './results/exporting.ts';
import { openStore } from './store/store.ts';
import type { LetterStore, Store } from './store/storePort.ts';
import { openRuns } from './fleet/runs.ts';
import { openUsage } from './fleet/usage.ts';
import { openWatches } from './watch/watches.ts';
import type { Watches, WatchesPorts } from './watch/watches.ts';

/** Seventeen hours of sound. */
const listenLimitBytes = 2 * 1024 ** 3;

export const clock: Clock = { now: () => Date.now() };

/** What serve's handlers reach, but for the doors' own parts. */
export type Work = Omit<
  HostParts,
  | 'pushes'
  | 'shutdown'
  | 'panel'
  | 'panelLink'
  | 'doors'
  | 'requests'
  | 'webhook'
  | 'keys'
  | 'runChecks'
  | 'diagnose'
> & {
  readonly runChecks: RunHostChecks;
  readonly letters: LetterStore;
};

type WorkPushes = CardsPorts['pushes'] & ListeningPorts['pushes'];

/** The journal opens beside the rest; the fleet does not wait for it, since its workers take longest. */
export async function openWork(opening: Opening, pushes: WorkPushes): Promise<Work> {
  const { options, paths, log, closing } = opening;
  const { emit } = pushes;
  const { home } = paths;
  const cores = availableParallelism();
  const storing = openStore({ path: paths.database, log, clock }).then((part) => closing.keep('store', part));
  try {
    const ground = await openGround(opening, emit);
    const { settings, models, decoder } = ground;
    const looked = decoder.look();
    const cards = openCards({ settings, simulated: ground.simulation?.program, pushes, clock, closing });
    const { gpus, marks } = cards;
    const fleet = closing.keep('fleet', await openWorkers(opening, ground, cards));
    cards.bind(fleet);
    const [store] = await Promise.all([storing, looked]);
    const { recognisers, frontPool } = fleet;
    const listening = closing.keep('listening', await openListeningIn(opening, ground, { store, pushes }));
    const jobs = await openJobs({
      ...{ home, store, recognisers, frontPool, fleet, models, settings, clock, log, emit, cores },
      ffmpegPath: decoder.path,
    });
    closing.keep('jobs', jobs);
    const results = openResults(ground, { store, fleet, emit });
    const watches = await openWatchesIn(opening, { jobs, store, fleet, emit });
    const before = options.usageBefore ?? [];
    const usage = closing.keep('usage', openUsage({ fleet, gpus, clock, emit, before }));
    const fetches = closing.keep('fetches', openFetchesIn(opening, ground, emit));
    const engines = closing.keep('engines', openEnginesIn(opening, ground, cards));
    const info = createInfo(options, ground.version, cores);
    const parts = {
      ...{ fleet, jobs, ...results, listening, models, fetches, engines },
      ...{ watches, usage, gpus, marks, info, clock },
    };
    const problems = [store.problem, settings.problem];
    const runChecks = createHostChecks({ ...ground, ...parts, home, root: options.root, problems });
    return { ...parts, runChecks, letters: store, settings: createSettings(ground, parts) };
  } finally {
    // Where another part has failed the journal must be open before it can be closed.
    await storing.catch(() => undefined);
  }
}

/** What is done with transcripts: corrected, taken out, taken out together. */
function openResults(
  { settings }: Ground,
  { store, fleet, emit }: { readonly store: Store; readonly fleet: Fleet; readonly emit: Emit },
): Pick<Work, 'editing' | 'exporting' | 'bundles'> {
  const exporting = createExporting({ store, fleet, settings, clock });
  return {
    editing: createEditing({ store, clock, emit }),
    exporting,
    bundles: createBundles(store, exporting),
  };
}

async function openWatchesIn(
  { options, paths, log, closing }: Opening,
  others: Pick<WatchesPorts, 'jobs' | 'store' | 'fleet' | 'emit'>,
): Promise<Watches> {
  const looks = options.watchesFolders ?? false;
  return closing.keep('watches', await openWatches({ ...others, home: paths.home, clock, log, looks }));
}

function openWorkers({ options, paths, log }: Opening, ground: Ground, cards: Cards): Promise<Fleet> {
  const { settings, models, environments, simulation } = ground;
  const { gpus, marks, emit } = cards;
  return openFleet({
    ...{ home: paths.home, models, settings, gpus, marks, clock, log, emit, random: Math.random },
    cores: availableParallelism(),
    pythonOf: environments.pythonOf,
    pythonDir: join(options.root, 'python'),
    startsWorkers: options.startsWorkers ?? true,
    simulation,
    ...(options.workerCommand && { workerCommand: options.workerCommand }),
  });
}

function openFetchesIn({ options, paths, log }: Opening, ground: Ground, emit: Emit): Fetches {
  const { models, environments, settings } = ground;
  return openFetches({
    ...{ home: paths.home, models, clock, log, emit, pythonDir: join(options.root, 'python') },
    huggingFaceMirror: () => settings.get().huggingFaceMirror,
    makePython: (say, signal) => environments.make('hub', say, signal),
  });
}

function openListeningIn(
  { paths, log }: Opening,
  { settings, decoder }: Ground,
  others: Pick<ListeningPorts, 'store' | 'pushes'>,
): Promise<Listening> {
  return openListening({
    ...{ ...others, log, dir: paths.listen, limitBytes: listenLimitBytes },
    ffmpegPath: decoder.path,
    longestH: () => settings.get().longestAudioH,
  });
}

function openEnginesIn({ options, paths, log }: Opening, ground: Ground, cards: Cards): Engines {
  const { environments, settings } = ground;
  const runs = openRuns({ home: paths.home, clock, log });
  const { gpus, emit } = cards;
  return openEngines({
    root: options.root,
    environments,
    settings,
    gpus,
    emit,
    runs,
    readDriver,
    clock,
    log,
  });
}

/** Settings as the calls see them: programs are looked for again where they may have come. */
function createSettings(
  { settings, decoder }: Ground,
  { gpus, engines }: { gpus: Cards['gpus']; engines: Engines },
): SettingsFile {
  return {
    get: settings.get,
    set: async (patch) => {
      const changed = await settings.set(patch);
      if (patch.ffmpegPath !== undefined) await decoder.look();
      if (patch.nvidiaSmiPath !== undefined) void gpus.changeProgram();
      if (patch.torchIndex !== undefined) void engines.look();
      return changed;
    },
  };
}

function createInfo({ home, shell }: HostOptions, version: string, cores: number): HostInfo {
  const { platform, pid } = process;
  return { version, platform, home, pid, startedAt: clock.now(), cores, shell };
}
