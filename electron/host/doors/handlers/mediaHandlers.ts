/** Calls about folders of the box that a browser may pick recordings from. */
import { findMedia, listMedia } from '../../media/mediaFolders.ts';
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

export function createMediaHandlers({ jobs, settings }: HostParts) {
  return {
    'media.list': (place) => listMedia(place, settings.get().mediaFolders),
    'media.submit': async ({ target, again, ...place }) => {
      const { mediaFolders, skipDone } = settings.get();
      const path = await findMedia(place, mediaFolders);
      return jobs.submit({ path, target, isUpload: false, skipsDone: !again && skipDone });
    },
  } satisfies Partial<Handlers>;
}
