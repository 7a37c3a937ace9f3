/** Engines: what is installed, which build of torch fits this box and why, and how an installation goes. */
import { z } from 'zod';
import { failure } from './failure.ts';
import { engineName } from './workerMessages.ts';

const detail = z.record(z.string(), z.union([z.string(), z.number()]));

/** default: what pip's own index has · the others stand on PyTorch's index, each under its name. */
export const torchBuildId = z.enum(['default', 'cu130', 'cu126', 'cpu']);

/** Why a build was chosen, and what stands against it; `torchReasonTexts.ts` says each in both languages. */
export const torchReasonCode = z.enum([
  'newest-fits',
  'driver-older',
  'card-older',
  'no-card',
  'cards-simulated',
  'mac',
  'own-index',
  'no-build',
  'driver-silent',
  'driver-unknown',
  'capability-unknown',
  'driver-too-old',
  'card-left-out',
  'cards-too-old',
]);

export const torchReason = z.object({
  code: torchReasonCode,
  /** good: it explains · warning: something should be done first, or will not work. */
  verdict: z.enum(['good', 'warning']),
  detail,
});

/** Which torch an installation would bring; the first reason says why. */
export const torchPlan = z.object({
  /** null: PyTorch has none for this system. */
  build: torchBuildId.nullable(),
  /** As pip is asked for it: torch==2.13.0+cu126. */
  requirement: z.string().nullable(),
  /** Address it comes from; null: pip's own index, or its mirror. */
  index: z.string().nullable(),
  /** CUDA release it is built for; null: none, or not known beforehand. */
  cuda: z.string().nullable(),
  reasons: z.array(torchReason),
});

/** What an installation brings and takes, as the index told before the download; bytes, null is unknown. */
export const installFigures = z.object({
  packages: z.int().nonnegative(),
  /** At most: what pip has kept from before is not fetched again. */
  downloadBytes: z.number().nonnegative().nullable(),
  /** At least, once installed. */
  installedBytes: z.number().nonnegative().nullable(),
  /** At least, while installing. */
  neededBytes: z.number().nonnegative().nullable(),
  freeBytes: z.number().nonnegative().nullable(),
});

export const engineInstallState = z.enum([
  'preparing',
  'asking',
  'planned',
  'downloading',
  'installing',
  'verifying',
  'done',
  'failed',
  'cancelled',
]);

/** An installation under way, or how the last one ended. Bytes; totals null while unknown. */
export const engineInstall = z.object({
  engine: engineName,
  /** It only asks what would come. */
  isDryRun: z.boolean(),
  state: engineInstallState,
  /** The torch it brings; null: none, or not decided yet. */
  torch: torchPlan.nullable(),
  /** The file or step it is about; null: none. */
  note: z.string().nullable(),
  figures: installFigures.nullable(),
  doneBytes: z.number().nonnegative(),
  donePackages: z.int().nonnegative(),
  totalPackages: z.int().nonnegative().nullable(),
  /** Bytes a second over the last seconds; null before the first. */
  speedBytesS: z.number().nonnegative().nullable(),
  /** What CUDA said on each card it was tried on, in torch's words; null: it works there. */
  cuda: z.array(z.object({ card: z.string(), problem: z.string().nullable() })),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  failure: failure.nullable(),
});

/** An engine as it is on this box. Unknown is null. */
export const engineView = z.object({
  engine: engineName,
  /** Interpreter of the environment the app made; null: not installed. */
  pythonPath: z.string().nullable(),
  dir: z.string().nullable(),
  /** Of Python and of what the engine stands on, by name. */
  versions: z.array(z.object({ name: z.string(), version: z.string() })),
  /** Size on disk. */
  bytes: z.number().nonnegative().nullable(),
  /** null: this engine has no torch. */
  torch: torchPlan.nullable(),
  /** Another build of torch than the installed one fits this box now. */
  isOtherBuild: z.boolean(),
  install: engineInstall.nullable(),
});

/** What a look at somebody's own Python found; `interpreterTexts.ts` says each in both languages. */
export const interpreterCheckCode = z.enum([
  'python-good',
  'python-absent',
  'python-broken',
  'python-old',
  'package-good',
  'package-missing',
  'package-old',
]);

export const interpreterView = z.object({
  isUsable: z.boolean(),
  checks: z.array(z.object({ code: interpreterCheckCode, isGood: z.boolean(), detail })),
  /** What installs the packages that are missing or old, to be run as it stands; null where nothing is. */
  command: z.string().nullable(),
});

export type TorchBuildId = z.infer<typeof torchBuildId>;
export type TorchReasonCode = z.infer<typeof torchReasonCode>;
export type TorchReason = z.infer<typeof torchReason>;
export type TorchPlan = z.infer<typeof torchPlan>;
export type InstallFigures = z.infer<typeof installFigures>;
export type EngineInstall = z.infer<typeof engineInstall>;
export type EngineView = z.infer<typeof engineView>;
export type InterpreterCheckCode = z.infer<typeof interpreterCheckCode>;
export type InterpreterView = z.infer<typeof interpreterView>;
