/** The composition root: opens every part of a host, wires them by their ports, and closes them in reverse. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import type { HostInfo } from '../contract/machine.ts';
import { runChecks } from './checks.ts';
import type { Closing } from './closing.ts';
import { createClosing } from './closing.ts';
import { createDecoderPath } from './decoderPath.ts';
import type { DecoderPath } from './decoderPath.ts';
import { openEnvironments } from './environments.ts';
import type { Environments } from './environments.ts';
import { openFleet } from './fleet.ts';
import { createHandlers } from './handlers/handlers.ts';
import type { HostParts } from './handlers/handlers.ts';
import { acquireHomeLock } from './homeLock.ts';
import { openHomeSocket } from './homeSocket.ts';
import { openJobs } from './jobs.ts';
import type { HostLog } from './log.ts';
import { openLog } from './log.ts';
import { openModels } from './models.ts';
import type { PanelAddress } from './panelAddress.ts';
import type { PanelDoor } from './panelDoor.ts';
import { openPanelDoor } from './panelDoor.ts';
import type { HomePaths } from './paths.ts';
import { openHome } from './paths.ts';
import type { Clock, Closable, Emit, Models, SettingsFile } from './ports.ts';
import { createPushes } from './pushes.ts';
import type { Pushes } from './pushes.ts';
import { createServe } from './serve.ts';
import type { Serve } from './serve.ts';
import { openSessions } from './sessions.ts';
import { openSettings } from './settingsFile.ts';
import { homeDigest, socketPathOf } from './socketPath.ts';
import { openStore } from './store.ts';
import type { Store } from './storePort.ts';
import { uploadLimitBytes } from './uploadDoor.ts';
import { openUsage } from './usage.ts';

export interface HostOptions {
  readonly home: string;
  readonly shell: HostInfo['shell'];
  /** Folder that holds python/, resources/ and dist/panel. */
  readonly root: string;
  /** false: opened for its files alone; no worker is started until an instance is. */
  readonly startsWorkers: boolean;
  /** Program and arguments run in place of the Python worker (tests). */
  readonly workerCommand?: readonly string[];
}

export interface Host extends Closable {
  readonly home: string;
  readonly serve: Serve;
  readonly pushes: Pushes;
  /** Opens the panel's door; one at a time. */
  openPanel(address: PanelAddress): Promise<PanelDoor>;
  /** Resolves once the host is closed, whoever closed it. */
  readonly closed: Promise<void>;
}

const clock: Clock = { now: () => Date.now() };

/** Throws home-not-writable or home-in-use; then nothing is left open. Workers load after it has resolved. */
export async function openHost(options: HostOptions): Promise<Host> {
  const beganAt = performance.now();
  const paths = await openHome(options.home);
  const log = openLog(paths.logs);
  const closing = createClosing(log);
  closing.keep('log', log);
  try {
    const host = await openParts({ options, paths, log, closing });
    log.info('the host is open', { home: paths.home, openMs: Math.round(performance.now() - beganAt) });
    return host;
  } catch (thrown) {
    await closing.close();
    throw thrown;
  }
}

interface Opening {
  readonly options: HostOptions;
  readonly paths: HomePaths;
  readonly log: HostLog;
  readonly closing: Closing;
}

async function openParts(opening: Opening): Promise<Host> {
  const { options, paths, log, closing } = opening;
  const socket = socketPathOf(paths.home);
  const lock = await acquireHomeLock(paths.lock, socket);
  closing.keep('lock', { close: () => lock.release() });
  const pushes = createPushes();
  const door = createDoorSlot();
  const { promise: closed, resolve: tellClosed } = Promise.withResolvers<undefined>();
  const close = async (): Promise<void> => {
    await closing.close();
    tellClosed(undefined);
  };
  const parts = await openWork(opening, pushes);
  const shutdown = (): void => {
    setImmediate(() => void close());
  };
  const handlers = createHandlers({ ...parts, pushes, shutdown, panelLink: door.createLink });
  const serve = createServe(handlers, log);
  closing.keep('home socket', await openHomeSocket({ path: socket, serve, pushes, log }));
  const sessions = await openSessions({ file: paths.sessions, clock, log });
  const openPanel = async (address: PanelAddress): Promise<PanelDoor> => {
    const ports = {
      ...{ serve, pushes, sessions, log, uploads: paths.uploads, uploadLimitBytes },
      submitUpload: parts.jobs.submit,
      panelDir: join(options.root, 'dist', 'panel'),
      cookieName: `paradeck_${homeDigest(paths.home).slice(0, 8)}`,
      allowedHosts: [],
    };
    return door.put(closing.keep('panel door', await openPanelDoor(ports, address)));
  };
  return { home: paths.home, serve, pushes, openPanel, closed, close };
}

/** The one panel door, once it is open. */
function createDoorSlot(): { put(door: PanelDoor): PanelDoor; createLink(): string | null } {
  let open: PanelDoor | null = null;
  return {
    put: (door) => (open = door),
    createLink: () => open?.createLink() ?? null,
  };
}

type Work = Omit<HostParts, 'pushes' | 'shutdown' | 'panelLink'>;

interface Ground {
  readonly settings: SettingsFile;
  readonly models: Models;
  readonly store: Store;
  readonly environments: Environments;
  readonly pythonDirs: readonly string[];
  readonly decoder: DecoderPath;
  readonly version: string;
}

/** What everything stands on, side by side: settings, models, journal. */
async function openGround({ options, paths, log, closing }: Opening, emit: Emit): Promise<Ground> {
  const { home } = paths;
  const environments = openEnvironments(options.root);
  const pythonDirs = (['onnx', 'ffmpeg', 'funasr'] as const).map(environments.dirOf);
  const demoDir = join(options.root, 'resources', 'demo-model');
  const storing = openStore({ path: paths.database, log, clock }).then((part) => closing.keep('store', part));
  try {
    const [settings, models, version] = await Promise.all([
      openSettings({ home, log }),
      openModels({ home, demoDir, emit, log }),
      readVersion(options.root),
    ]);
    const decoder = createDecoderPath({ settings, pythonDirs });
    return { settings, models, version, environments, pythonDirs, decoder, store: await storing };
  } finally {
    // A journal that opens after another part has failed must be open before it can be closed.
    await storing.catch(() => undefined);
  }
}

/** The fleet first: its workers load while the rest opens. */
async function openWork(opening: Opening, pushes: Pushes): Promise<Work> {
  const { options, paths, log, closing } = opening;
  const { home } = paths;
  const { emit } = pushes;
  const cores = availableParallelism();
  const ground = await openGround(opening, emit);
  const { settings, models, store, decoder } = ground;
  const looked = decoder.look();
  const fleet = await openFleet({
    ...{ home, models, settings, clock, log, emit, cores, random: Math.random },
    pythonOf: ground.environments.pythonOf,
    pythonDir: join(options.root, 'python'),
    startsWorkers: options.startsWorkers,
    ...(options.workerCommand && { workerCommand: options.workerCommand }),
  });
  closing.keep('fleet', fleet);
  await looked;
  const { recognisers, frontPool } = fleet;
  const jobs = await openJobs({
    ...{ home, store, recognisers, frontPool, fleet, models, settings, clock, log, emit, cores },
    ffmpegPath: decoder.path,
  });
  closing.keep('jobs', jobs);
  const usage = closing.keep('usage', openUsage({ fleet, clock, emit }));
  const info = createInfo(options, ground.version, cores);
  return { fleet, jobs, models, usage, info, ...createSetup(ground, home) };
}

/** Settings and checks as the calls see them: both look for ffmpeg again where it may have come. */
function createSetup(ground: Ground, home: string): Pick<Work, 'settings' | 'runChecks'> {
  const { settings, models, decoder, environments, pythonDirs } = ground;
  return {
    settings: {
      get: settings.get,
      set: async (patch) => {
        const changed = await settings.set(patch);
        if (patch.ffmpegPath !== undefined) await decoder.look();
        return changed;
      },
    },
    runChecks: async () => {
      if (decoder.path() === null) await decoder.look();
      const { ffmpegPath } = settings.get();
      const pythonPath = environments.pythonOf('onnx');
      return runChecks({ home, ffmpegPath, pythonDirs, pythonPath, models: models.list() });
    },
  };
}

function createInfo({ home, shell }: HostOptions, version: string, cores: number): HostInfo {
  const { platform, pid } = process;
  return { version, platform, home, pid, startedAt: clock.now(), cores, shell };
}

const manifest = z.object({ version: z.string() });

async function readVersion(root: string): Promise<string> {
  return manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).version;
}
