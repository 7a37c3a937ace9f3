/** The data home: where a host keeps everything, and the folders in it. One host at a time owns a home. */
import { rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failed } from '../../core/failed.ts';
import { makeFolder } from './makeFolder.ts';

export interface HomePaths {
  readonly home: string;
  readonly lock: string;
  readonly database: string;
  readonly logs: string;
  /** Files streamed in by a browser, until a job owns them. */
  readonly uploads: string;
  /** Files on their way from a browser, in pieces. */
  readonly arriving: string;
  readonly spool: string;
  /** Copies to listen to. */
  readonly listen: string;
  readonly instances: string;
  /** Hashes of the keys of the door for programs. */
  readonly keys: string;
  /** Whom a webhook tells, with the secret it signs with. */
  readonly webhook: string;
  /** Hashes of the panel's cookies, so that a reload after a restart goes on. */
  readonly sessions: string;
}

/** PARADECK_HOME, else the platform's place for application data. Always absolute. */
export function findHome(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const asked = env['PARADECK_HOME'];
  if (asked) return resolve(asked);
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'ParaDeck');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ParaDeck');
  const data = env['XDG_DATA_HOME'];
  // The XDG base directory specification: a relative path is invalid and ignored.
  return join(data?.startsWith('/') ? data : join(homedir(), '.local', 'share'), 'paradeck');
}

export function pathsIn(home: string): HomePaths {
  return {
    home,
    lock: join(home, 'host.lock'),
    database: join(home, 'paradeck.db'),
    logs: join(home, 'logs'),
    uploads: join(home, 'uploads'),
    arriving: join(home, 'arriving'),
    spool: join(home, 'spool'),
    listen: join(home, 'listen'),
    instances: join(home, 'instances'),
    keys: join(home, 'keys.json'),
    webhook: join(home, 'webhook.json'),
    sessions: join(home, 'sessions.json'),
  };
}

/** Makes the home and its folders, readable by its owner only. Throws home-not-writable with what the system said. */
export async function openHome(home: string): Promise<HomePaths> {
  const paths = pathsIn(home);
  try {
    for (const dir of [home, paths.logs, paths.uploads, paths.spool, paths.instances]) {
      await makeFolder(dir, 0o700);
    }
    // Permission bits don't tell of a read-only mount or a full disk: only a write does.
    const trial = join(home, `.trial-${process.pid}`);
    await writeFile(trial, 'ok', { mode: 0o600 });
    await rm(trial);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failed('home-not-writable', `cannot write to ${home}: ${reason}`, { path: home, reason });
  }
  return paths;
}
