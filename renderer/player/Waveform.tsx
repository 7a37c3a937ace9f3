import { useComputedColorScheme } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { renderClock } from '../figures/figures.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { Sound } from './sound.ts';
import { useHeardS } from './useSound.ts';

export interface WaveformProps {
  readonly sound: Sound;
  readonly durationS: number;
  /** 0…1, of equal stretches. */
  readonly peaks: readonly number[];
}

const stepS: Readonly<Record<string, number>> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
  Home: -Infinity,
  End: Infinity,
};

/** How loud it is all along, and where one is; a click, a drag or the arrow keys go elsewhere. */
export function Waveform({ sound, durationS, peaks }: WaveformProps) {
  const t = useTexts();
  const boxRef = useWave({ sound, durationS, peaks });
  const heardS = useHeardS(sound);
  const onKey = (event: KeyboardEvent) => {
    const step = stepS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    sound.seek(Math.min(durationS, Math.max(0, heardS + step)));
  };
  return (
    <div
      className="waveform"
      ref={boxRef}
      role="slider"
      tabIndex={0}
      aria-label={t.player.position}
      aria-valuemin={0}
      aria-valuemax={Math.floor(durationS)}
      aria-valuenow={heardS}
      aria-valuetext={t.player.at({ now: renderClock(heardS), whole: renderClock(durationS) })}
      onKeyDown={onKey}
    />
  );
}

function useWave({ sound, durationS, peaks }: WaveformProps) {
  const boxRef = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const container = boxRef.current;
    if (!container) return;
    let wave: { destroy(): void } | null = null;
    let isOver = false;
    const style = getComputedStyle(container);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    // After first paint, and only for those who listen.
    void import('wavesurfer.js').then(({ default: WaveSurfer }) => {
      if (isOver) return;
      wave = WaveSurfer.create({
        ...{ container, media: sound.element, peaks: [[...peaks]], duration: durationS, height: 'auto' },
        ...{ barWidth: 2, barGap: 1, barRadius: 1, normalize: true, dragToSeek: true, cursorWidth: 1 },
        waveColor: colour('--text-dim'),
        progressColor: colour('--accent'),
        cursorColor: colour('--text'),
      });
    });
    return () => {
      isOver = true;
      wave?.destroy();
    };
  }, [sound, durationS, peaks, scheme]);
  return boxRef;
}
