/** The host's log: JSON lines in home/logs/host.log, capped in size, with secrets and the user's folder taken out. */
import { existsSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { secretShapes } from '../../core/diagnostics/secretShapes.ts';
import type { Log } from '../ports.ts';

/** The log plus one old one are kept: at most twice this on disk. */
const capBytes = 5 * 1024 * 1024;

export interface HostLog extends Log {
  close(): void;
}

/** `logs` must exist. Lines are written at once, so that the last one before a crash is there. */
export function openLog(logs: string): HostLog {
  const file = join(logs, 'host.log');
  const old = join(logs, 'host.old.log');
  const destination = pino.destination({ dest: file, sync: true, append: true, mode: 0o600 });
  let bytes = existsSync(file) ? statSync(file).size : 0;
  const write = (line: string): void => {
    const safe = redactLine(line);
    if (bytes > capBytes) {
      renameSync(file, old);
      destination.reopen();
      bytes = 0;
    }
    bytes += Buffer.byteLength(safe);
    destination.write(safe);
  };
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, { write });
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    close: () => destination.end(),
  };
}

/** The one redactor: everything the host logs goes through it. */
function redactLine(line: string, userFolder = homedir()): string {
  const bare = secretShapes.reduce((text, secret) => text.replace(secret, '[redacted]'), line);
  const quoted = JSON.stringify(userFolder).slice(1, -1);
  return userFolder.length > 1 ? bare.replaceAll(quoted, '~') : bare;
}
