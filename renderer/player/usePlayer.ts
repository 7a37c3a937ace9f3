import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { createSound } from './sound.ts';
import type { Sound } from './sound.ts';
import type { Listening } from './useListening.ts';
import { useListening } from './useListening.ts';
import { useSound } from './useSound.ts';

export interface Player {
  readonly sound: Sound;
  readonly listening: Listening;
  readonly isPlaying: boolean;
  /** Plays or pauses; makes the copy first where there is none. */
  toggle(): void;
  playFromMs(ms: number): void;
  /** Goes on from that many seconds later, or earlier; nothing where nothing is loaded. */
  skip(seconds: number): void;
}

/** What a browser says when it was paused before it had begun, or wants another click now that it could begin. */
const noFailures = ['AbortError', 'NotAllowedError'];

/** Plays what a transcript came of. */
export function usePlayer(jobId: string): Player {
  const { listening, prepare, fail } = useListening(jobId);
  const [sound] = useState(createSound);
  const isPlaying = useSound(sound, sound.isPlaying);
  const wantedS = useRef(0);
  const isReady = listening.state === 'ready';
  const play = useCallback(() => {
    sound.play().catch((thrown: unknown) => {
      if (!noFailures.includes((thrown as Error).name)) fail(thrown);
    });
  }, [sound, fail]);
  const begin = useEffectEvent(() => {
    sound.load(`/api/audio/${encodeURIComponent(jobId)}`);
    sound.seek(wantedS.current);
    play();
  });
  useEffect(() => {
    if (isReady) begin();
  }, [isReady]);
  useEffect(() => () => sound.unload(), [sound]);
  const playFromMs = (ms: number) => {
    wantedS.current = ms / 1000;
    if (!isReady) return prepare();
    sound.seek(ms / 1000);
    play();
  };
  const toggle = () => {
    if (!isReady) prepare();
    else if (sound.isPlaying()) sound.pause();
    else play();
  };
  const skip = (seconds: number) => {
    const heardMs = sound.heardMs();
    if (heardMs !== null) sound.seek(Math.max(0, heardMs / 1000 + seconds));
  };
  return { sound, listening, isPlaying, toggle, playFromMs, skip };
}
