/** Where programs lie besides PATH: a start from a desktop or a service has a bare one. */

type Env = Readonly<Record<string, string | undefined>>;

/** Folder names conda's installers and their kin use. */
const condaNames = ['miniconda3', 'anaconda3', 'miniforge3', 'mambaforge', 'micromamba', 'conda'] as const;

const unixPlaces = [
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
  '/usr/bin',
  '/snap/bin',
] as const;

/** Versions of Python the worker runs on that have an installer of their own on Windows. */
const windowsPythons = ['313', '312', '311'] as const;

/** Roots of conda installations, most own first; `CONDA_PREFIX` is the environment that is active. */
export function planCondaRoots(platform: string, env: Env, home: string): string[] {
  const active = env['CONDA_PREFIX'];
  const isWindows = platform === 'win32';
  const shared = isWindows
    ? [env['ProgramData'] ?? 'C:\\ProgramData', env['LOCALAPPDATA']]
    : ['/opt', '/root'];
  const parents = [home, ...shared.filter((folder) => folder !== undefined)];
  const slash = isWindows ? '\\' : '/';
  const roots = parents.flatMap((parent) => condaNames.map((name) => `${parent}${slash}${name}`));
  return [...(active ? [active] : []), ...roots];
}

/** Folders to look into behind those of PATH, in this order; the system's before the user's, conda's last. */
export function planProgramFolders(platform: string, env: Env, home: string): string[] {
  const conda = planCondaRoots(platform, env, home);
  if (platform === 'win32') return [...planWindowsFolders(env, home), ...conda];
  return [
    ...unixPlaces,
    ...[`${home}/.local/bin`, `${home}/.pyenv/shims`],
    ...conda.map((root) => `${root}/bin`),
  ];
}

/** Python's own installer (for one and for all), winget, Chocolatey, Scoop, and where people unpack ffmpeg to. */
function planWindowsFolders(env: Env, home: string): string[] {
  const local = env['LOCALAPPDATA'] ?? `${home}\\AppData\\Local`;
  const programs = env['ProgramFiles'] ?? 'C:\\Program Files';
  return [
    ...windowsPythons.map((version) => `${local}\\Programs\\Python\\Python${version}`),
    ...windowsPythons.map((version) => `${programs}\\Python${version}`),
    ...[`${local}\\Microsoft\\WinGet\\Links`, `${env['ProgramData'] ?? 'C:\\ProgramData'}\\chocolatey\\bin`],
    ...[`${home}\\scoop\\shims`, 'C:\\ffmpeg\\bin', `${programs}\\ffmpeg\\bin`],
  ];
}
