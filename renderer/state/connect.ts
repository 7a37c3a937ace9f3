import type { Call } from '../../electron/contract/api.ts';
import type { Push, PushEvent } from '../../electron/contract/push.ts';
import type { Closed, Wire } from '../wire/wire.ts';
import { CallFailed } from '../wire/client.ts';
import { notFollowing, stepAsk, stepAskFailed, stepPush, stepSnapshot, type Following } from './following.ts';
import type { HostState } from './hostState.ts';

/** connecting: never heard of the host yet · live · lost: old data stands, greyed · refused: needs a new link. */
export type Link = 'connecting' | 'live' | 'lost' | 'refused';

export interface ConnectPorts {
  readonly wire: Wire;
  readonly call: Call;
  /** What is known has changed, told ten times a second at most; `isFresh` where a snapshot replaced it, so that details must be read again. */
  onState(state: HostState, isFresh: boolean): void;
  onLink(link: Link): void;
  onEvent(event: PushEvent): void;
}

/** Waits between tries, ms; the last one repeats. */
const waitsMs = [500, 1_000, 2_000, 4_000, 8_000];
/** The host samples memory every few seconds; silence beyond this means that the connection may be dead. */
const silenceMs = 20_000;
/** A dropped folder brings hundreds of pushes a second; drawn one by one, they would hold the panel up. */
const tellEveryMs = 100;

/** Follows the host until closed: pushes by seq, and a new snapshot on a gap, a reconnect or when shown again. */
export class Connection {
  readonly #ports: ConnectPorts;
  readonly #listening: ReturnType<typeof setInterval>;
  #following: Following = notFollowing;
  #tries = 0;
  #heardAt = performance.now();
  #isOpen = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closePushes: () => void = () => undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #toldAt = 0;

  constructor(ports: ConnectPorts) {
    this.#ports = ports;
    this.#listening = setInterval(() => {
      if (performance.now() - this.#heardAt > silenceMs) this.#onVisible();
    }, silenceMs / 4);
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#open();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearInterval(this.#listening);
    clearTimeout(this.#retry);
    clearTimeout(this.#telling);
    this.#closePushes();
  }

  #open() {
    this.#following = { ...this.#following, pending: [], isAsking: true };
    this.#closePushes = this.#ports.wire.openPushes({
      onOpen: () => {
        this.#isOpen = true;
        void this.#ask();
      },
      onPush: (push) => this.#onPush(push),
      onClosed: (why) => this.#onClosed(why),
    });
  }

  async #ask() {
    this.#following = stepAsk(this.#following);
    try {
      do this.#following = stepSnapshot(this.#following, await this.#ports.call('host.snapshot', {}));
      while (this.#following.isAsking);
    } catch (error) {
      this.#following = stepAskFailed(this.#following);
      const isRefused = error instanceof CallFailed && error.failure.code === 'unauthorised';
      return this.#onClosed(isRefused ? 'refused' : 'lost');
    }
    this.#tries = 0;
    this.#heardAt = performance.now();
    if (this.#following.state) this.#ports.onState(this.#following.state, true);
    this.#ports.onLink('live');
  }

  #onPush(push: Push) {
    this.#heardAt = performance.now();
    const before = this.#following;
    this.#following = stepPush(before, push);
    const { state, isAsking } = this.#following;
    if (isAsking && !before.isAsking) return void this.#ask();
    if (this.#following === before || isAsking || !state) return;
    const waitMs = Math.max(0, tellEveryMs - (performance.now() - this.#toldAt));
    this.#telling ??= setTimeout(() => this.#tell(), waitMs);
    this.#ports.onEvent(push.event);
  }

  #tell() {
    this.#telling = undefined;
    this.#toldAt = performance.now();
    const { state, isAsking } = this.#following;
    // Behind a snapshot that is on its way it would be told twice.
    if (state && !isAsking) this.#ports.onState(state, false);
  }

  #onClosed(why: Closed) {
    this.#isOpen = false;
    this.#closePushes();
    clearTimeout(this.#retry);
    this.#ports.onLink(why);
    this.#retry = setTimeout(() => this.#open(), waitsMs[Math.min(this.#tries++, waitsMs.length - 1)]);
  }

  readonly #onVisible = () => {
    const isShown = document.visibilityState === 'visible';
    if (isShown && this.#isOpen && !this.#following.isAsking) void this.#ask();
  };
}
