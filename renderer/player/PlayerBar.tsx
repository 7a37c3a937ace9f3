import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { renderClock } from '../figures/figures.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderThrown } from '../parts/failureTexts.ts';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { isPlayKey } from './playKey.ts';
import type { Sound } from './sound.ts';
import { speeds } from './speeds.ts';
import { useHeardS, useSound } from './useSound.ts';
import type { Player } from './usePlayer.ts';
import { Waveform } from './Waveform.tsx';

/** Listening to what a transcript came of, above its sentences. */
export function PlayerBar({ player }: { readonly player: Player }) {
  const t = useTexts();
  usePlayKey(player);
  const { listening } = player;
  if (listening.state === 'ready') return <OpenBar {...listening} player={player} />;
  return (
    <div className="player">
      <Button
        variant="light"
        leftSection={<IconPlayerPlayFilled size={14} />}
        loading={listening.state === 'preparing'}
        onClick={player.toggle}
      >
        {t.player.listen}
      </Button>
      {listening.state === 'preparing' && <Preparing {...listening} />}
      {listening.state === 'failed' && <FailureNote failure={renderThrown(listening.thrown, t)} />}
      {listening.state === 'off' && <span className="dim small player-hint">{t.player.hint}</span>}
    </div>
  );
}

function Preparing({ decodedS, totalS }: { readonly decodedS: number; readonly totalS: number | null }) {
  const t = useTexts();
  const now = renderClock(decodedS);
  const text =
    totalS === null ? t.player.preparing({ now }) : t.player.preparingOf({ now, whole: renderClock(totalS) });
  return (
    <div className="spread small" role="status">
      <span className="dim">{text}</span>
      <ProgressLine fraction={totalS ? Math.min(1, decodedS / totalS) : null} label={t.player.listen} />
    </div>
  );
}

interface OpenBarProps {
  readonly player: Player;
  readonly durationS: number;
  readonly peaks: readonly number[];
}

function OpenBar({ player, durationS, peaks }: OpenBarProps) {
  const t = useTexts();
  const { sound, isPlaying, toggle } = player;
  return (
    <div className="player">
      <ActionIcon
        size="lg"
        variant="filled"
        aria-label={isPlaying ? t.player.pause : t.player.play}
        onClick={toggle}
      >
        {isPlaying ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      <Clock sound={sound} durationS={durationS} />
      <Waveform sound={sound} durationS={durationS} peaks={peaks} />
      <Speed sound={sound} />
    </div>
  );
}

function Clock({ sound, durationS }: { readonly sound: Sound; readonly durationS: number }) {
  const heardS = useHeardS(sound);
  return (
    <span className="dim small player-clock">
      {renderClock(heardS)} / {renderClock(durationS)}
    </span>
  );
}

function Speed({ sound }: { readonly sound: Sound }) {
  const t = useTexts();
  const speed = useSound(sound, sound.speed);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" aria-label={t.player.speed({ speed })} className="player-speed">
          {speed}×
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {speeds.map((each) => (
          <Menu.Item
            key={each}
            onClick={() => sound.setSpeed(each)}
            aria-current={each === speed || undefined}
          >
            {each}×
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function usePlayKey({ toggle }: Player): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isPlayKey(event)) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
