/** PyTorch's published builds: what each is compiled for and where it lies. By its RELEASE.md, CUDA support matrix of 2.13. */
import type { TorchBuildId } from '../../contract/engine.ts';

export interface TorchBuild {
  readonly id: TorchBuildId;
  /** CUDA release; null: computes on the CPU. */
  readonly cuda: string | null;
  /** Code it carries, as torch.cuda.get_arch_list writes it. */
  readonly archs: readonly string[];
}

export interface TorchSystem {
  /** process.platform. */
  readonly platform: string;
  /** process.arch. */
  readonly arch: string;
}

/** Builds for cards, the newest CUDA first; for the CPU there is one. */
export interface TorchBuilds {
  readonly cuda: readonly TorchBuild[];
  readonly cpu: TorchBuild;
}

/** PyTorch's own place; mirrors keep its folders. */
const officialIndex = 'https://download.pytorch.org/whl';

const turingOn = ['sm_75', 'sm_80', 'sm_86', 'sm_90', 'sm_100', 'sm_120'];
/** The last release for CUDA 12 is PyTorch 2.14; only it still has code for Maxwell, Pascal and Volta. */
const maxwellToHopper = ['sm_50', 'sm_60', 'sm_70', 'sm_75', 'sm_80', 'sm_86', 'sm_90'];

const cpu: TorchBuild = { id: 'cpu', cuda: null, archs: [] };
/** Whichever build pip's own index has. */
export const plainBuild: TorchBuild = { id: 'default', cuda: null, archs: [] };

const systems: Readonly<Record<string, TorchBuilds>> = {
  // PyPI's own wheel is the one for CUDA 13 here, and brings gigabytes of it.
  'linux x64': {
    cuda: [
      { id: 'default', cuda: '13.0', archs: [...turingOn, 'compute_120'] },
      { id: 'cu126', cuda: '12.6', archs: maxwellToHopper },
    ],
    cpu,
  },
  'linux arm64': {
    cuda: [
      { id: 'cu130', cuda: '13.0', archs: ['sm_80', 'sm_90', 'sm_100', 'sm_110', 'sm_120', 'compute_120'] },
      { id: 'cu126', cuda: '12.6', archs: ['sm_80', 'sm_90'] },
    ],
    cpu,
  },
  // PyPI's own wheel computes on the CPU here.
  'win32 x64': {
    cuda: [
      { id: 'cu130', cuda: '13.0', archs: turingOn },
      { id: 'cu126', cuda: '12.6', archs: maxwellToHopper },
    ],
    cpu: plainBuild,
  },
  'darwin arm64': { cuda: [], cpu: plainBuild },
};

/** null: PyTorch publishes nothing for this system. */
export function listTorchBuilds({ platform, arch }: TorchSystem): TorchBuilds | null {
  return systems[`${platform} ${arch}`] ?? null;
}

/** Where a build lies, on PyTorch's index or a mirror of it; null: pip's own index. */
export function torchIndexOf(id: TorchBuildId, mirror: string | null): string | null {
  return id === 'default' ? null : `${trimIndex(mirror ?? officialIndex)}/${id}`;
}

/** What pip is asked for: the version of the lock, of that build. */
export function torchRequirementOf(id: TorchBuildId, version: string): string {
  return id === 'default' ? `torch==${version}` : `torch==${version}+${id}`;
}

const pin = /^torch==(\S+)$/m;

/** The version of torch a lock file pins; null: none. */
export function parseTorchVersion(lock: string): string | null {
  return pin.exec(lock)?.[1] ?? null;
}

/** The lock with another build of torch. */
export function planLock(lock: string, requirement: string): string {
  return lock.replace(pin, () => requirement);
}

/** What was installed is what would be: by the lock it was made from, or as it calls itself. */
export function isSameBuild(requirement: string, lock: string, version: string | null): boolean {
  return pin.exec(lock)?.[0] === requirement || requirement === `torch==${version ?? ''}`;
}

/** People paste the address of one build: the folder above holds them all. */
function trimIndex(mirror: string): string {
  return mirror.replace(/\/+$/, '').replace(/\/(cu\d+|cpu)$/, '');
}
