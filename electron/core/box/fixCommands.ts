/** What mends a box, as a command to be run as it stands, by what installs packages there. */
import type { PackageManager, PlatformFacts } from './prechecksFacts.ts';
import { torchIndexOf } from './torchBuilds.ts';

const installs: Readonly<Record<PackageManager, string>> = {
  apt: 'apt-get install -y',
  dnf: 'dnf install -y',
  pacman: 'pacman -S --needed',
  zypper: 'zypper install -y',
  apk: 'apk add',
  brew: 'brew install',
  winget: 'winget install --id',
};

type Names = Readonly<Partial<Record<PackageManager, string>>>;

const ffmpeg: Names = {
  ...{ apt: 'ffmpeg', dnf: 'ffmpeg-free', pacman: 'ffmpeg', zypper: 'ffmpeg', apk: 'ffmpeg' },
  ...{ brew: 'ffmpeg', winget: 'Gyan.FFmpeg' },
};
const python: Names = {
  ...{ apt: 'python3 python3-venv', dnf: 'python3', pacman: 'python', zypper: 'python311', apk: 'python3' },
  ...{ brew: 'python@3.12', winget: 'Python.Python.3.12' },
};
const driver: Names = { apt: 'nvidia-driver', dnf: 'akmod-nvidia', pacman: 'nvidia' };
const toolkit: Names = {
  ...{ apt: 'nvidia-container-toolkit', dnf: 'nvidia-container-toolkit' },
  ...{ zypper: 'nvidia-container-toolkit', pacman: 'nvidia-container-toolkit' },
};

export type Place = Pick<PlatformFacts, 'platform' | 'packages' | 'distribution' | 'isRoot' | 'where'>;

/** `sudo` where this user is not root already; root in a container often has no sudo. */
export function asRoot(command: string, { platform, isRoot }: Place): string {
  return isRoot || platform === 'win32' ? command : `sudo ${command}`;
}

export const installFfmpeg = (place: Place): string | null => install(ffmpeg, place);
export const installPython = (place: Place): string | null => install(python, place);

/** Only on the box itself: a container and WSL borrow their driver. */
export function installDriver(place: Place): string | null {
  if (place.where !== 'box') return null;
  return place.distribution === 'ubuntu' ? asRoot('ubuntu-drivers install', place) : install(driver, place);
}

export function installToolkit(name: 'Docker' | 'Podman', place: Place): string | null {
  const first = install(toolkit, place);
  return first === null ? null : `${first} && ${configureToolkit(name, place)}`;
}

/** nvidia-ctk's own two ways: a runtime for Docker, a CDI description for Podman. */
export function configureToolkit(name: 'Docker' | 'Podman', place: Place): string {
  if (name === 'Podman') return asRoot('nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml', place);
  const configure = asRoot('nvidia-ctk runtime configure --runtime=docker', place);
  return `${configure} && ${asRoot('systemctl restart docker', place)}`;
}

/** Installs the funasr engine, or mends it: the app chooses torch's build. */
export function installEngine(program: string): string {
  return `${program} engines install funasr`;
}

/** A torch for the last CUDA 12 release that old drivers and cards still run (PyTorch's own index of builds). */
export function installOlderTorch(pythonPath: string): string {
  const index = torchIndexOf('cu126', null) ?? '';
  return `${quote(pythonPath)} -m pip install --force-reinstall torch --index-url ${index}`;
}

/** PyPI's own torch is built for CUDA 13, which drivers before 580 do not run. */
export function installCudaTorch(pythonPath: string, driver: string | null): string {
  const isNew = driver !== null && Number.parseInt(driver, 10) >= 580;
  return isNew
    ? `${quote(pythonPath)} -m pip install --force-reinstall torch`
    : installOlderTorch(pythonPath);
}

export function installTorch(pythonPath: string, lock: string): string {
  return `${quote(pythonPath)} -m pip install -r ${quote(lock)}`;
}

/** A text as one word of a shell, whatever stands in it: names are the user's, and a command is pasted unread. */
export function quote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // A Windows path holds no quotes, and cmd knows double ones only.
  if (/^[A-Za-z]:\\[^"%]*$/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Removes an environment of ours: the folder above its interpreter's. */
export function removeEnvironment(pythonPath: string, { platform }: Place): string {
  const dir = pythonPath.replace(/([\\/][^\\/]+){2}$/, '');
  return platform === 'win32' ? `rmdir /s /q ${quote(dir)}` : `rm -rf ${quote(dir)}`;
}

function install(names: Names, place: Place): string | null {
  const { packages } = place;
  const name = packages && names[packages];
  if (!packages || !name) return null;
  const command = `${installs[packages]} ${name}`;
  return packages === 'brew' || packages === 'winget' ? command : asRoot(command, place);
}
