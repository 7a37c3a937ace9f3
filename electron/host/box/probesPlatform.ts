/** What kind of box this is: what installs packages, where the driver lives, how it is reached. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DriverFacts, PackageManager, PlatformFacts, SshFacts } from '../../core/box/prechecksFacts.ts';
import { parseDistribution, parseModuleVersion } from '../../core/box/systemText.ts';
import { readAccountName } from './accountName.ts';
import { findPrograms } from './probesPlaces.ts';

const managers: readonly (readonly [string, PackageManager])[] = [
  ['apt-get', 'apt'],
  ['dnf', 'dnf'],
  ['pacman', 'pacman'],
  ['zypper', 'zypper'],
  ['apk', 'apk'],
];

export async function readPlatform(): Promise<PlatformFacts> {
  const { platform } = process;
  return {
    platform,
    packages: findPackages(platform),
    distribution: parseDistribution(await read('/etc/os-release')),
    isRoot: process.getuid?.() === 0,
    where: await findWhere(),
  };
}

function findPackages(platform: string): PackageManager | null {
  if (platform === 'darwin') return 'brew';
  if (platform === 'win32') return 'winget';
  return managers.find(([program]) => findPrograms(program).length > 0)?.[1] ?? null;
}

/** WSL's kernel names itself; containers leave a mark of their engine. */
async function findWhere(): Promise<PlatformFacts['where']> {
  if (process.platform !== 'linux') return 'box';
  if (/microsoft/i.test(await read('/proc/version'))) return 'wsl';
  const isMarked = existsSync('/.dockerenv') || existsSync('/run/.containerenv');
  if (isMarked || process.env['container'] || process.env['KUBERNETES_SERVICE_HOST']) return 'container';
  return /docker|kubepods|containerd|libpod/.test(await read('/proc/1/cgroup')) ? 'container' : 'box';
}

export async function readDriver(): Promise<DriverFacts> {
  return {
    hasDevice: process.platform === 'linux' ? await hasNvidiaDevice() : null,
    loadedVersion: parseModuleVersion(await read('/proc/driver/nvidia/version')),
    hasNodes: existsSync('/dev/nvidiactl'),
  };
}

/** Display class (0x03) of NVIDIA's vendor number on the PCI bus; null: the bus can't be seen. */
async function hasNvidiaDevice(): Promise<boolean | null> {
  const bus = '/sys/bus/pci/devices';
  const names = await readdir(bus).catch(() => null);
  if (names === null) return null;
  const isNvidia = async (name: string): Promise<boolean> => {
    const vendor = await read(join(bus, name, 'vendor'));
    return vendor.trim() === '0x10de' && (await read(join(bus, name, 'class'))).startsWith('0x03');
  };
  return (await Promise.all(names.map(isNvidia))).includes(true);
}

/** sshd's own variable: client address and port, server address and port. */
export function readSsh(env: Readonly<Record<string, string | undefined>>): SshFacts | null {
  const [, , address, port] = (env['SSH_CONNECTION'] ?? '').split(' ');
  const user = readAccountName();
  return address && port && user !== null ? { user, address, port } : null;
}

async function read(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '');
}
