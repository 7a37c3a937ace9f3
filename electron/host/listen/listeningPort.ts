/** Copies to listen to, as the rest of the host sees them. */
import type { ListeningView } from '../../contract/listen.ts';
import type { Closable } from '../ports.ts';

export interface Listening extends Closable {
  /** Begins a copy where there is none. Throws Failed once for one that could not be made; asked again it is tried again. */
  open(jobId: string): Promise<ListeningView>;
}
