/** The box a measurement was made on: no figure means much without it. */
import { cpus, release, totalmem } from 'node:os';

export function describeMachine(): Readonly<Record<string, string | number>> {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    ramGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch} ${release()}`,
    node: process.version,
  };
}
