/** What prechecks know of a box, and what they answer. null is unknown or not there. */
import type { GpusView } from '../../contract/gpu.ts';
import type { InstanceSpec, InstanceView } from '../../contract/instance.ts';
import type { Finding, FindingCode } from '../../contract/machine.ts';
import type { ModelFetch, ModelView } from '../../contract/model.ts';
import type { FormatsFound } from './ffmpegFormats.ts';

export interface FoundFfmpeg {
  readonly path: string;
  readonly version: string;
  readonly source: 'setting' | 'system' | 'imageio-ffmpeg';
}

export interface EngineFacts {
  /** Interpreter of the onnx engine's environment; null: none was made. */
  readonly pythonPath: string | null;
  /** onnxruntime's version once it was imported. */
  readonly version: string | null;
  /** Why it does not run, in Python's own words. */
  readonly problem: string | null;
}

/** What installs packages on a box. */
export type PackageManager = 'apt' | 'dnf' | 'pacman' | 'zypper' | 'apk' | 'brew' | 'winget';

/** What decides how a box is mended. */
export interface PlatformFacts {
  /** process.platform. */
  readonly platform: string;
  readonly packages: PackageManager | null;
  /** ID of os-release. */
  readonly distribution: string | null;
  readonly isRoot: boolean;
  /** Where the driver lives: here, outside this container, or in Windows. */
  readonly where: 'box' | 'container' | 'wsl';
}

export interface DriverFacts {
  /** An NVIDIA display device stands on the PCI bus, or WSL's own device is there; null: can't be seen. */
  readonly hasDevice: boolean | null;
  /** Version of the kernel module that is loaded. */
  readonly loadedVersion: string | null;
  /** The driver's devices are here: in a container, cards were given. */
  readonly hasNodes: boolean;
}

/** One try of CUDA from a worker's own Python on one card. */
export interface CudaTrial {
  readonly uuid: string;
  /** null: it did not answer in time. */
  readonly answer: CudaAnswer | null;
  readonly limitS: number;
}

/** What cuda_probe.py says. */
export interface CudaAnswer {
  /** null: torch cannot be imported. */
  readonly torch: string | null;
  /** CUDA release torch was built for; null: a build without CUDA. */
  readonly build: string | null;
  /** Why nothing came of it, in torch's words; null: a tensor was allocated, used and freed. */
  readonly problem: string | null;
  readonly isMissing: boolean;
  readonly actualUuid: string | null;
  /** sm_… and compute_… this build carries code for. */
  readonly archs: readonly string[];
  readonly ms: number | null;
}

/** A Python that is to have torch. */
export interface TorchFacts {
  readonly pythonPath: string;
  /** The instance whose own environment it is; null: the app's. */
  readonly instanceName: string | null;
  readonly trials: readonly CudaTrial[];
  /** What was asked without a card; null where trials tell. */
  readonly idle: CudaAnswer | null;
}

export interface ContainerFacts {
  readonly name: 'Docker' | 'Podman';
  readonly version: string;
  /** Knows a runtime "nvidia" or has a CDI description of the cards; null: it did not answer. */
  readonly givesCards: boolean | null;
  readonly words: string;
}

export interface PortFacts {
  readonly port: number;
  /** null: the panel. */
  readonly instance: InstanceSpec | null;
  /** free: nobody listens · ours · taken: somebody else does. */
  readonly state: 'free' | 'ours' | 'taken';
  /** "name (pid 123)". */
  readonly owner: string | null;
}

export interface SshFacts {
  readonly user: string;
  readonly address: string;
  readonly port: string;
}

/** An instance as far as a precheck minds it. */
export type CheckedInstance = Pick<InstanceView, 'spec'> & {
  readonly phase: InstanceView['phase'] | null;
  readonly cause: InstanceView['cause'];
};

export interface BoxFacts {
  readonly platform: PlatformFacts;
  /** What runs a command of ours from any folder. */
  readonly program: string;
  readonly nodeVersion: string;
  /** `problem`: the system's error code when writing. */
  readonly home: { readonly path: string; readonly problem: string | null };
  /** What was wrong with files of the home at opening, in words. */
  readonly homeProblems: readonly string[];
  readonly freeDiskMiB: number | null;
  readonly ramTotalMiB: number;
  readonly ramFreeMiB: number;
  readonly ffmpeg: {
    readonly settingPath: string | null;
    readonly found: FoundFfmpeg | null;
    readonly formats: FormatsFound | null;
  };
  readonly engine: EngineFacts;
  /** The lock of the packages an environment with torch needs. */
  readonly torchLock: string;
  readonly torch: readonly TorchFacts[];
  readonly models: readonly ModelView[];
  readonly fetches: readonly ModelFetch[];
  /** HF_ENDPOINT is set. */
  readonly hasMirror: boolean;
  readonly driver: DriverFacts;
  readonly gpus: GpusView;
  readonly instances: readonly CheckedInstance[];
  /** A Python new enough to make environments. */
  readonly python: { readonly found: { path: string; version: string } | null; readonly lowest: string };
  readonly conda: { readonly path: string; readonly version: string } | null;
  readonly containers: readonly ContainerFacts[];
  /** The NVIDIA container toolkit is installed. */
  readonly hasToolkit: boolean;
  readonly ports: readonly PortFacts[];
  /** A port nobody listens on. */
  readonly freePort: number | null;
  /** How this machine is reached, where over SSH. */
  readonly ssh: SshFacts | null;
}

/** A finding of the closed list. */
export type CodedFinding = Finding & { readonly code: FindingCode };
