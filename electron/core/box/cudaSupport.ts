/** What runs what: CUDA releases on drivers, compiled code on cards. */

/** Oldest driver branch that runs a CUDA release, from NVIDIA's table of minor-version compatibility. */
export function neededDriver(build: string, platform: string): number | null {
  const major = Number.parseInt(build, 10);
  const isWindows = platform === 'win32';
  if (major >= 13) return 580;
  if (major === 12) return isWindows ? 528 : 525;
  return major === 11 ? (isWindows ? 452 : 450) : null;
}

/** sm_XY runs on X.Z with Z ≥ Y; compute_XY is compiled for any later card (CUDA's rules of binary and PTX compatibility). */
export function carriesCode(archs: readonly string[], capability: number): boolean {
  const [major = 0, minor = 0] = capability.toFixed(1).split('.').map(Number);
  return (
    archs.length === 0 ||
    archs.some((arch) => {
      const [, kind, digits = ''] = /^(sm|compute)_(\d+)/.exec(arch) ?? [];
      const [archMajor, archMinor] = [Number(digits.slice(0, -1)), Number(digits.slice(-1))];
      if (kind === 'sm') return archMajor === major && archMinor <= minor;
      return kind === 'compute' && (archMajor < major || (archMajor === major && archMinor <= minor));
    })
  );
}
