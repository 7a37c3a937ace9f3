import { keepSpeed, recallSpeed, type Speed } from './speeds.ts';

/** One sound of the browser's: an audio element behind the few things a player asks of it. */
export interface Sound {
  /** For the waveform, which follows it by itself. */
  readonly element: HTMLAudioElement;
  load(source: string): void;
  /** Rejects where the browser cannot or will not play. */
  play(): Promise<void>;
  pause(): void;
  seek(seconds: number): void;
  /** 1: as it was recorded; the next sound begins at the speed set last. */
  speed(): number;
  setSpeed(speed: Speed): void;
  /** null: nothing is loaded. */
  heardMs(): number | null;
  isPlaying(): boolean;
  /** Called at each step of playing and whenever it begins, stops or goes elsewhere; answers how to stop listening. */
  watch(listener: () => void): () => void;
  /** Stops, and lets go of the source. */
  unload(): void;
}

const events = ['play', 'pause', 'ended', 'timeupdate', 'seeking', 'emptied', 'ratechange'] as const;

export function createSound(): Sound {
  const element = new Audio();
  const setSpeed = (speed: Speed): void => {
    // A new source would begin at the default speed again.
    element.defaultPlaybackRate = speed;
    element.playbackRate = speed;
  };
  setSpeed(recallSpeed());
  return {
    element,
    load: (source) => {
      element.src = source;
    },
    play: () => element.play(),
    pause: () => element.pause(),
    seek: (seconds) => {
      element.currentTime = seconds;
    },
    speed: () => element.playbackRate,
    setSpeed: (speed) => {
      setSpeed(speed);
      keepSpeed(speed);
    },
    heardMs: () => (element.hasAttribute('src') ? element.currentTime * 1000 : null),
    isPlaying: () => !element.paused && !element.ended,
    watch: (listener) => {
      for (const name of events) element.addEventListener(name, listener);
      return () => events.forEach((name) => element.removeEventListener(name, listener));
    },
    unload: () => {
      element.pause();
      element.removeAttribute('src');
      element.load();
    },
  };
}
