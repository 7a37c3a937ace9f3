/** Tells the panels of the cards, at most once a second. */
import type { Clock, Closable, Emit, Gpus } from '../ports.ts';

const LEAST_MS = 1_000;

export function openGpuPushes(ports: {
  readonly gpus: Pick<Gpus, 'view' | 'onChange'>;
  readonly clock: Clock;
  readonly emit: Emit;
}): Closable {
  const { gpus, clock, emit } = ports;
  let timer: NodeJS.Timeout | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (): void => {
    timer = null;
    toldAt = clock.now();
    emit({ type: 'gpus.changed', gpus: gpus.view() });
  };
  const forget = gpus.onChange(() => {
    timer ??= setTimeout(tell, Math.min(LEAST_MS, Math.max(0, toldAt + LEAST_MS - clock.now())));
  });
  return {
    close: async () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
