import type { ComponentType } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'idle';

/** How a state looks: always an icon and a word, the colour only adds to them. */
export interface Mark {
  readonly Icon: ComponentType<{
    size?: number;
    stroke?: number;
    className?: string;
    'aria-hidden'?: 'true';
  }>;
  readonly tone: Tone;
  readonly isMoving?: boolean;
}

export function StateMark({ mark, word }: { readonly mark: Mark; readonly word: string }) {
  const { Icon, tone, isMoving } = mark;
  return (
    <span className={`state-mark tone-${tone}`}>
      <Icon size={15} stroke={1.9} className={isMoving ? 'spin' : ''} aria-hidden="true" />
      <span>{word}</span>
    </span>
  );
}
