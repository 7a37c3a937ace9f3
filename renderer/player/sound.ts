/** One sound of the browser's: an audio element behind the few things a player asks of it. */
export interface Sound {
  /** For the waveform, which follows it by itself. */
  readonly element: HTMLAudioElement;
  load(source: string): void;
  /** Rejects where the browser cannot or will not play. */
  play(): Promise<void>;
  pause(): void;
  seek(seconds: number): void;
  /** 1: as it was recorded. */
  setSpeed(speed: number): void;
  /** null: nothing is loaded. */
  heardMs(): number | null;
  isPlaying(): boolean;
  /** Called at each step of playing and whenever it begins, stops or goes elsewhere; answers how to stop listening. */
  watch(listener: () => void): () => void;
  /** Stops, and lets go of the source. */
  unload(): void;
}

const events = ['play', 'pause', 'ended', 'timeupdate', 'seeking', 'emptied'] as const;

export function createSound(): Sound {
  const element = new Audio();
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
    setSpeed: (speed) => {
      // A new source would begin at the default speed again.
      element.defaultPlaybackRate = speed;
      element.playbackRate = speed;
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
