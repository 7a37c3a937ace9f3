/**
 * renderer: the panel. It shows what the host last said and never guesses; of ours it imports the contract only.
 * This file: what the panel needs of a wire, whichever it is (HTTP with a WebSocket, or IPC in the desktop shell).
 */
import type { CallName, Reply } from '../../electron/contract/api.ts';
import type { JobTarget, TranscriptFormat } from '../../electron/contract/job.ts';
import type { Push } from '../../electron/contract/push.ts';

/** `refused`: the host is there and does not know this browser; `lost`: nobody answers. */
export type Closed = 'lost' | 'refused';

export interface PushListener {
  onOpen(): void;
  onPush(push: Push): void;
  onClosed(why: Closed): void;
}

/** A file on its way. `reply` rejects with LinkLost, or with Aborted after `abort`. */
export interface Sending {
  readonly reply: Promise<Reply>;
  abort(): void;
}

/** Bytes gone out so far; `isHeld`: the connection is broken, and it goes on by itself once it is back. */
export type OnSending = (progress: { readonly sentBytes: number; readonly isHeld: boolean }) => void;

export interface Wire {
  /** Rejects with LinkLost when the host cannot be reached. */
  send(name: CallName, input: unknown): Promise<Reply>;
  /** Opens the stream of pushes; the function returned closes it without a call to onClosed. */
  openPushes(listener: PushListener): () => void;
  /** Hands one file to the host. */
  sendFile(file: File, target: JobTarget, onSending: OnSending): Sending;
  /** Lets the user save an exported transcript; rejects with LinkLost. */
  saveExport(jobId: string, format: TranscriptFormat): Promise<void>;
}

/** Nobody answers at the other end of the wire. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost';
}

/** The user took a file back before it had arrived. */
export class Aborted extends Error {
  override readonly name = 'Aborted';
}
