/** How a worker is started: command, arguments and an environment built from an allow-list. */
import type { DeviceChoice, LaunchView } from '../../contract/instance.ts';

export interface LaunchFacts {
  /** process.platform of the box. */
  readonly platform: string;
  readonly hostPid: number;
  readonly hostEnv: Readonly<Record<string, string | undefined>>;
  /** Interpreter of the engine's environment, absolute. */
  readonly python: string;
  /** Directory that holds paradeck_worker. */
  readonly pythonDir: string;
  readonly device: DeviceChoice;
  readonly threads: number;
  /** Extra variables of the spec. */
  readonly env: Readonly<Record<string, string>>;
  /** Program and arguments in place of `python -m paradeck_worker`. */
  readonly command: readonly string[] | null;
  /** By which a host that finds the process later knows it for one of ours. */
  readonly nonce: string;
}

export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What a worker may inherit. Nothing of the user's Python or conda, no NODE_OPTIONS or ELECTRON_RUN_AS_NODE, no token:
 * what is not here does not pass.
 */
const INHERITED = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR', 'TMP', 'TEMP'],
  ...['LD_LIBRARY_PATH', 'NVIDIA_VISIBLE_DEVICES', 'NVIDIA_DRIVER_CAPABILITIES', 'CUDA_PATH'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
  ...['PROGRAMDATA', 'PROGRAMFILES', 'NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE'],
];

/** Every maths library that reads a thread count of its own. */
const THREAD_COUNTS = ['OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'NUMEXPR_NUM_THREADS'];

/** On Linux the guard ties the worker to the host by the kernel and then becomes it. */
export function planLaunch(facts: LaunchFacts): Launch {
  const command = facts.command ?? [facts.python, '-m', 'paradeck_worker'];
  const guarded =
    facts.platform === 'linux'
      ? [facts.python, '-m', 'paradeck_worker.guard', String(facts.hostPid), '--', ...command]
      : command;
  const [file = facts.python, ...args] = guarded;
  return { file, args, env: planEnv(facts) };
}

/** CUDA_VISIBLE_DEVICES for a device: a UUID, never an index, since CUDA and nvidia-smi count differently. */
export function planVisibleDevices(device: DeviceChoice): string {
  return device.kind === 'cpu' ? '-1' : device.uuid;
}

/** As the panel shows it: each variable with where it comes from, secrets masked, what is kept back by name alone. */
export function viewLaunch(facts: LaunchFacts, cwd: string): LaunchView {
  const { file, args } = planLaunch(facts);
  const sources = new Map(listEnv(facts).map((variable) => [variable.name, variable]));
  const isWindows = facts.platform === 'win32';
  return {
    command: [file, ...args],
    cwd,
    env: [...sources.values()].map(maskSecret).sort((a, b) => (a.name < b.name ? -1 : 1)),
    withheld: Object.keys(facts.hostEnv)
      .filter((name) => !INHERITED.includes(nameOf(name, isWindows)))
      .sort(),
  };
}

type Variable = LaunchView['env'][number];

function maskSecret(variable: Variable): Variable {
  return /TOKEN|KEY|SECRET|PASSWORD|PASSWD|CREDENTIAL/i.test(variable.name)
    ? { ...variable, value: '••••••' }
    : variable;
}

function planEnv(facts: LaunchFacts): Record<string, string> {
  return Object.fromEntries(listEnv(facts).map(({ name, value }) => [name, value]));
}

/** A later variable of the same name wins. */
function listEnv(facts: LaunchFacts): Variable[] {
  const isWindows = facts.platform === 'win32';
  const inherited = pickInherited(facts.hostEnv, isWindows);
  const path = [...pathOfEnvironment(facts.python, isWindows), inherited['PATH'] ?? ''].filter(Boolean);
  const defaults = {
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
    PYTHONFAULTHANDLER: '1',
    // Workers only ever load local directories.
    HF_HUB_OFFLINE: '1',
    ...Object.fromEntries(THREAD_COUNTS.map((name) => [name, String(facts.threads)])),
  };
  const own = { PYTHONPATH: facts.pythonDir, PARADECK_STAMP: facts.nonce };
  const pin = {
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    CUDA_VISIBLE_DEVICES: planVisibleDevices(facts.device),
  };
  return [
    ...from('inherited', { ...inherited, PATH: path.join(isWindows ? ';' : ':') }),
    ...from('default', defaults),
    ...from('spec', dropFixed(facts.env, { ...own, ...pin })),
    ...from('default', own),
    ...from('pin', pin),
  ];
}

function from(source: Variable['source'], values: Readonly<Record<string, string>>): Variable[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, source }));
}

/** Windows names variables in any case. */
function nameOf(name: string, isWindows: boolean): string {
  return isWindows ? name.toUpperCase() : name;
}

/** On Windows they are handed on in capitals. */
function pickInherited(hostEnv: LaunchFacts['hostEnv'], isWindows: boolean): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(hostEnv)) {
    const known = nameOf(name, isWindows);
    if (value !== undefined && INHERITED.includes(known)) picked[known] = value;
  }
  return picked;
}

/** The spec's own variables, less those that pin: `Cuda_Visible_Devices` means the same to Windows. */
function dropFixed(env: LaunchFacts['env'], fixed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !(name.toUpperCase() in fixed)));
}

/** The environment's own folders come first: conda's libraries on Windows are found by PATH alone. */
function pathOfEnvironment(python: string, isWindows: boolean): string[] {
  const cut = Math.max(python.lastIndexOf('/'), isWindows ? python.lastIndexOf('\\') : -1);
  if (cut < 0) return [];
  const bin = python.slice(0, cut);
  return isWindows ? [bin, `${bin}\\Library\\bin`, `${bin}\\Scripts`] : [bin];
}
