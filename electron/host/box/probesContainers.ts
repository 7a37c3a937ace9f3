/** Docker and Podman, and whether they can give cards to containers. */
import { readdir } from 'node:fs/promises';
import type { BoxFacts, ContainerFacts } from '../../core/box/prechecksFacts.ts';
import { parseVersion } from '../../core/box/systemText.ts';
import { findPrograms } from './probesPlaces.ts';
import { runProbe } from './runProbe.ts';

/** A daemon that starts on demand takes a second or two. */
const limits = { timeoutMs: 8_000 };

export async function readContainers(): Promise<Pick<BoxFacts, 'containers' | 'hasToolkit'>> {
  const hasCdi = (await Promise.all(['/etc/cdi', '/var/run/cdi'].map(describesNvidia))).includes(true);
  const found = await Promise.all([readDocker(hasCdi), readPodman(hasCdi)]);
  const toolkit = ['nvidia-ctk', 'nvidia-container-cli', 'nvidia-container-runtime'];
  return {
    containers: found.filter((one) => one !== null),
    hasToolkit: toolkit.some((name) => findPrograms(name).length > 0),
  };
}

async function readDocker(hasCdi: boolean): Promise<ContainerFacts | null> {
  const [path] = findPrograms('docker');
  const version = path === undefined ? null : await readVersion(path);
  if (path === undefined || version === null) return null;
  const info = await runProbe([path, 'info', '--format', '{{json .Runtimes}}'], limits);
  const words = info.isTimedOut ? 'no answer in time' : (info.stderr.trim().split('\n').at(-1) ?? '');
  const hasRuntime = /"nvidia"/.test(info.stdout);
  const givesCards = info.exitCode === 0 ? hasRuntime || hasCdi : null;
  return { name: 'Docker', version, givesCards, words };
}

/** Podman has no daemon and no runtimes to name: it goes by the CDI description alone. */
async function readPodman(hasCdi: boolean): Promise<ContainerFacts | null> {
  const [path] = findPrograms('podman');
  const version = path === undefined ? null : await readVersion(path);
  return version === null ? null : { name: 'Podman', version, givesCards: hasCdi, words: '' };
}

async function readVersion(path: string): Promise<string | null> {
  return parseVersion((await runProbe([path, '--version'], limits)).stdout);
}

async function describesNvidia(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).some((name) => name.includes('nvidia'));
}
