/** Where a system keeps nvidia-smi besides PATH. */

export interface GpuPlaces {
  /** Folders looked into before PATH. */
  readonly before: readonly string[];
  /** Folders looked into after PATH. */
  readonly after: readonly string[];
  /** Windows: each driver ever installed has a folder here; those named nv… are looked into last, newest first. */
  readonly driverStore: string | null;
}

/** Both Windows roots can be moved or localised: they are read from the environment. Linux: container toolkit, then WSL2. */
export function planGpuPlaces(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): GpuPlaces {
  if (platform !== 'win32')
    return { before: [], after: ['/usr/local/nvidia/bin', '/usr/lib/wsl/lib'], driverStore: null };
  const system = `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32`;
  const programs = env['ProgramFiles'] ?? 'C:\\Program Files';
  return {
    before: [system],
    after: [`${programs}\\NVIDIA Corporation\\NVSMI`],
    driverStore: `${system}\\DriverStore\\FileRepository`,
  };
}
