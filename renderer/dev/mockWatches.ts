/** Made-up watched folders. */
import type { WatchView } from '../../electron/contract/watch.ts';

const calm = {
  ...{ target: { kind: 'fleet' as const }, isOn: true, takesPresent: true, isMount: false },
  ...{ unsettled: 0, taken: 0, trouble: null },
};

export function makeWatches(): WatchView[] {
  return [
    { ...calm, id: 'w1', dir: '/data/录音/收件箱', state: 'watching', files: 1_284, unsettled: 2, taken: 37 },
    {
      ...{ ...calm, id: 'w2', dir: '/mnt/recorder/DCIM', state: 'missing', files: null, isMount: true },
      trouble: {
        path: '/mnt/recorder/DCIM',
        count: 1,
        failure: { code: 'folder-not-found', message: 'nothing is mounted at /mnt/recorder/DCIM' },
      },
    },
  ];
}
