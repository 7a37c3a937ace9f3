/** Numbers as the panel writes them, always with their unit. null is unknown and stays null: the caller shows a dash. */

/** Seconds as h:mm:ss; whole seconds, rounded down. */
export function renderClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
}

/** Memory in MiB as MiB below one GiB, else GiB. */
export function renderMemory(mebibytes: number): string {
  if (mebibytes < 1024) return `${Math.round(mebibytes)} MiB`;
  return `${renderGiB(mebibytes)} GiB`;
}

/** MiB as a bare number of GiB, for "12.3 of 31.4 GiB" and axes. */
export function renderGiB(mebibytes: number): string {
  const gibibytes = mebibytes / 1024;
  return gibibytes.toFixed(gibibytes < 10 ? 2 : 1);
}

/** Bytes in the binary unit that leaves at most four digits. */
export function renderBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  const step = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[step - 1] ?? ''}`;
}

/** Seconds of audio per second of computing. */
export function renderSpeed(speedX: number): string {
  return `${speedX < 10 ? speedX.toFixed(1) : Math.round(speedX)}×`;
}

/** A fraction 0…1 as whole percent; 100 % only when it is all. */
export function renderPercent(fraction: number): string {
  return `${fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100))} %`;
}

/** A moment in the user's language: the time today, else the date with it. */
export function renderMoment(atMs: number, language: string, nowMs: number): string {
  const at = new Date(atMs);
  const isToday = at.toDateString() === new Date(nowMs).toDateString();
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  return new Intl.DateTimeFormat(language, isToday ? time : { ...date, ...time }).format(at);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** hh:mm:ss of a log line or a sample. One clock a language: making one takes longer than reading it a hundred times. */
export function renderTimeOfDay(atMs: number, language: string): string {
  let clock = clocks.get(language);
  if (!clock) {
    const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat(language, parts);
    clocks.set(language, clock);
  }
  return clock.format(atMs);
}
