/** Rows nvidia-smi really printed, projected on the fields we ask; sources are the captures' names. UUIDs were masked there. */

export const queryHeader =
  'index, uuid, name, pci.bus_id, memory.total [MiB], memory.reserved [MiB], memory.used [MiB], memory.free [MiB], utilization.gpu [%], temperature.gpu, power.draw [W], power.limit [W], fan.speed [%], pstate, mig.mode.current, driver_model.current, compute_cap';

/** id, capture, row of `--query-gpu=… --format=csv`. */
export const queryRows: readonly (readonly [string, string, string])[] = [
  [
    'G01',
    'linux-x86_64__nvidia-geforce-rtx-2080-super__595.71.05 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 408 MiB, 214 MiB, 7571 MiB, 0 %, 40, 39.32 W, 250.00 W, 38 %, P8, [N/A], [N/A], 7.5',
  ],
  [
    'G02',
    'linux-x86_64__nvidia-geforce-rtx-2080-super__595.71.05 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 408 MiB, 819 MiB, 6967 MiB, 8 %, 45, 111.50 W, 250.00 W, 38 %, P2, [N/A], [N/A], 7.5',
  ],
  [
    'G03',
    'linux-x86_64__nvidia-geforce-rtx-2080-super__610.57.04 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 400 MiB, 211 MiB, 7582 MiB, 0 %, 33, 39.17 W, 250.00 W, 38 %, P8, [N/A], [N/A], 7.5',
  ],
  [
    'G04',
    'linux-x86_64__nvidia-geforce-rtx-2080-super__610.57.04 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 400 MiB, 815 MiB, 6978 MiB, 8 %, 38, 98.14 W, 250.00 W, 38 %, P2, [N/A], [N/A], 7.5',
  ],
  [
    'G05',
    'linux-x86_64__nvidia-geforce-rtx-4080-super__595.71.05 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 4080 SUPER, 00000000:01:00.0, 16376 MiB, 434 MiB, 596 MiB, 15348 MiB, 0 %, 43, 26.20 W, 320.00 W, 0 %, P8, [N/A], [N/A], 8.9',
  ],
  [
    'G06',
    'linux-x86_64__nvidia-geforce-rtx-4080-super__595.71.05 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 4080 SUPER, 00000000:01:00.0, 16376 MiB, 434 MiB, 1474 MiB, 14470 MiB, 7 %, 46, 84.24 W, 320.00 W, 0 %, P2, [N/A], [N/A], 8.9',
  ],
  [
    'G07',
    'linux-x86_64__nvidia-h100-80gb-hbm3__590.48.01 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H100 80GB HBM3, 00000000:00:09.0, 81559 MiB, 479 MiB, 0 MiB, 81081 MiB, 0 %, 41, 69.85 W, 700.00 W, [N/A], P0, Disabled, [N/A], 9.0',
  ],
  [
    'G08',
    'linux-x86_64__nvidia-h100-80gb-hbm3__590.48.01 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H100 80GB HBM3, 00000000:00:09.0, 81559 MiB, 479 MiB, 19818 MiB, 61263 MiB, 100 %, 59, 631.95 W, 700.00 W, [N/A], P0, Disabled, [N/A], 9.0',
  ],
  [
    'G09',
    'linux-x86_64__nvidia-h100-mig__590.48.01 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H100 80GB HBM3, 00000000:00:09.0, 81559 MiB, 479 MiB, 59 MiB, 81022 MiB, [N/A], 42, 71.15 W, 700.00 W, [N/A], P0, Enabled, [N/A], 9.0',
  ],
  [
    'G10',
    'linux-x86_64__nvidia-h100-mig__590.48.01 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H100 80GB HBM3, 00000000:00:09.0, 81559 MiB, 479 MiB, 11125 MiB, 69956 MiB, [N/A], 53, 433.78 W, 700.00 W, [N/A], P0, Enabled, [N/A], 9.0',
  ],
  [
    'G11',
    'linux-x86_64__nvidia-h200-mig__590.48.01 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H200, 00000000:83:00.0, 143771 MiB, 614 MiB, 55 MiB, 143103 MiB, [N/A], 28, 78.28 W, 700.00 W, [N/A], P0, Enabled, [N/A], 9.0',
  ],
  [
    'G12',
    'linux-x86_64__nvidia-h200-mig__590.48.01 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H200, 00000000:83:00.0, 143771 MiB, 614 MiB, 16959 MiB, 126199 MiB, [N/A], 36, 295.01 W, 700.00 W, [N/A], P0, Enabled, [N/A], 9.0',
  ],
  [
    'G13',
    'linux-x86_64__nvidia-h200__590.48.01 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H200, 00000000:83:00.0, 143771 MiB, 614 MiB, 0 MiB, 143158 MiB, 0 %, 28, 77.71 W, 700.00 W, [N/A], P0, Disabled, [N/A], 9.0',
  ],
  [
    'G14',
    'linux-x86_64__nvidia-h200__590.48.01 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA H200, 00000000:83:00.0, 143771 MiB, 614 MiB, 32362 MiB, 110796 MiB, 100 %, 52, 627.40 W, 700.00 W, [N/A], P0, Disabled, [N/A], 9.0',
  ],
  [
    'G15',
    'linux-x86_64__nvidia-l40s__595.80 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA L40S, 00000000:01:00.0, 46068 MiB, 609 MiB, 0 MiB, 45460 MiB, 100 %, 63, 144.97 W, 350.00 W, [N/A], P0, [N/A], [N/A], 8.9',
  ],
  [
    'G16',
    'linux-x86_64__nvidia-l40s__595.80 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA L40S, 00000000:01:00.0, 46068 MiB, 609 MiB, 1235 MiB, 44225 MiB, 9 %, 54, 110.23 W, 350.00 W, [N/A], P0, [N/A], [N/A], 8.9',
  ],
  [
    'G17',
    'windows-x86_64__nvidia-geforce-rtx-2080-super__591.86 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 205 MiB, 702 MiB, 7286 MiB, 0 %, 40, 38.92 W, 250.00 W, 37 %, P8, [N/A], WDDM, 7.5',
  ],
  [
    'G18',
    'windows-x86_64__nvidia-geforce-rtx-2080-super__591.86 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 205 MiB, 1296 MiB, 6692 MiB, 7 %, 45, 97.43 W, 250.00 W, 38 %, P2, [N/A], WDDM, 7.5',
  ],
  [
    'G19',
    'windows-x86_64__nvidia-geforce-rtx-2080-super__610.62 idle',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 205 MiB, 797 MiB, 7191 MiB, 0 %, 40, 39.25 W, 250.00 W, 38 %, P8, [N/A], WDDM, 7.5',
  ],
  [
    'G20',
    'windows-x86_64__nvidia-geforce-rtx-2080-super__610.62 load',
    '0, GPU-00000000-0000-0000-0000-000000000000, NVIDIA GeForce RTX 2080 SUPER, 00000000:0C:00.0, 8192 MiB, 205 MiB, 1366 MiB, 6622 MiB, 7 %, 44, 97.99 W, 250.00 W, 38 %, P2, [N/A], WDDM, 7.5',
  ],
];

/** Other queries people posted: header, rows. Composed headers where the post had none. */
export const otherTables: Readonly<Record<string, string>> = {
  R08: 'uuid, memory.total [MiB], memory.used [MiB], memory.free [MiB], utilization.gpu [%], power.draw [W], temperature.gpu\nGPU-gb10, [N/A], [N/A], [N/A], 0 %, 11.17 W, 35\n',
  R11: 'index, uuid, temperature.gpu, utilization.gpu [%], memory.used [MiB]\n0, GPU-ill, [GPU requires reset], [GPU requires reset], 0 MiB\n1, GPU-well, 74, 100 %, 80620 MiB\n',
  R12: 'index, uuid, utilization.gpu, memory.used, power.draw, temperature.gpu\n0, GPU-0, [GPU requires reset], [GPU requires reset], [GPU requires reset], [GPU requires reset]\n',
  R13: 'uuid, name, driver_model.current, driver_model.pending, vbios_version, driver_version, fan.speed [%], memory.used [MiB], pci.bus_id, serial, compute_cap, pci.sub_device_id, index\nGPU-df6e7a7c-7314-46f8-abc4-b88b36dcf3aa, NVIDIA GeForce RTX 2080 SUPER, WDDM, WDDM, 90.04.7a.40.73, 466.63, 38 %, 575 MiB, 00000000:01:00.0, [N/A], 7.5, 0x40051458, 0\n',
  R14: 'uuid, name, utilization.gpu, memory.used, memory.total\nGPU-comma, Vendor, Model X, 50, 100, 200\n',
  lost: 'index, uuid, memory.used [MiB]\n0, GPU-gone, [GPU is lost]\n1, GPU-there, 12 MiB\n',
};

/** Rows of `--query-compute-apps`. */
export const processRows: Readonly<Record<string, string>> = {
  P01: 'GPU-ae3738d5-9aa2-e1c9-53be-65b6d373d3d9, 10550, ./gpu_burn, 14410 MiB',
  P02: 'GPU-00000000-0000-0000-0000-000000000000, 2056, C:\\Windows\\System32\\dwm.exe, [N/A]',
  P03: 'GPU-ae3738d5-9aa2-e1c9-53be-65b6d373d3d9, [Insufficient Permissions], [Insufficient Permissions], [Insufficient Permissions]',
  P04: 'GPU-abc, 43, /a, b, c, d, 12 MiB',
  P05: 'GPU-abc, 42',
};

export const listTexts: Readonly<Record<string, string>> = {
  L01: 'GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-00000000-0000-0000-0000-000000000000)\n  MIG 3g.40gb     Device  0: (UUID: MIG-00000000-0000-0000-0000-000000000000)\n  MIG 1g.10gb     Device  2: (UUID: MIG-00000002-0000-0000-0000-000000000002)\n',
  L03: 'Unable to determine the device handle for gpu 0000:18:00.0: Unknown Error\nGPU 1: NVIDIA GeForce RTX 2080 Ti (UUID: GPU-f0f3ae96-fe93-f5c8-4295-bf657e5a25da)\n',
};

/** Words of failure: exit code (null where not told), stdout, and what they mean. */
export const failures: readonly (readonly [string, number | null, string, string])[] = [
  [
    'F01',
    9,
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n",
    'driver-not-loaded',
  ],
  [
    'F02',
    18,
    'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.173\n',
    'version-mismatch',
  ],
  ['F03', 255, 'Failed to initialize NVML: Unknown Error\n', 'nvml-failed'],
  ['F04', 6, 'No devices were found\n', 'no-devices'],
  [
    'F05',
    15,
    'Unable to determine the device handle for GPU 0000:03:00.0: GPU is lost.  Reboot\n the system to recover this GPU\n',
    'gpu-lost',
  ],
  ['F07', 2, 'Field "clocks.applications.sm" is not a valid field to query.\n', 'unknown-field'],
];
