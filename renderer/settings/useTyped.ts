import { useState } from 'react';

export interface TypedPort {
  /** As the host has it. */
  readonly value: string;
  /** What is wrong with a text; null: it is good. */
  check(text: string): string | null;
  onSave(text: string): void;
}

/** A text that is typed and kept when `save` is called, if it is good. */
export function useTyped({ value, check, onSave }: TypedPort) {
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const save = () => {
    const wrong = typed === null || typed === value ? null : check(typed);
    setError(wrong);
    if (wrong !== null) return;
    if (typed !== null && typed !== value) onSave(typed);
    setTyped(null);
  };
  return { shown: typed ?? value, error, type: setTyped, save };
}
