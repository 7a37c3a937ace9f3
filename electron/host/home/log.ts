/** The host's log: JSON lines in home/logs/host.log, capped in size, with secrets and the user's folder taken out. */
import { homedir } from 'node:os';
import { pino } from 'pino';
import { secretShapes } from '../../core/diagnostics/secretShapes.ts';
import type { Log } from '../ports.ts';
import { openCappedFile } from './cappedFile.ts';

export interface HostLog extends Log {
  close(): void;
}

/** `logs` must exist. Lines are written at once, so that the last one before a crash is there. */
export function openLog(logs: string): HostLog {
  const file = openCappedFile(logs, 'host');
  const write = (line: string): void => file.write(redactLine(line));
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, { write });
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    close: file.close,
  };
}

/** The one redactor: everything the host logs goes through it. */
function redactLine(line: string, userFolder = homedir()): string {
  const bare = secretShapes.reduce((text, secret) => text.replace(secret, '[redacted]'), line);
  const quoted = JSON.stringify(userFolder).slice(1, -1);
  return userFolder.length > 1 ? bare.replaceAll(quoted, '~') : bare;
}
