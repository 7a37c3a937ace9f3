/** What the system is told while work runs: not to sleep, how far it is, and that it has ended. */
import { Notification, powerSaveBlocker } from 'electron';
import type { BrowserWindow } from 'electron';
import type { ShellTexts } from '../core/shell/shellTexts.ts';
import type { FleetWatch } from './fleetWatch.ts';

/** What Electron takes for «no bar». */
const noBar = -1;

export interface BusyPorts {
  readonly watch: Pick<FleetWatch, 'queue'>;
  readonly window: BrowserWindow;
  texts(): ShellTexts;
  /** The queue has just ended. */
  onEnd(): void;
}

/** Returns what is to be called after each change. */
export function createBusyMarks({ watch, window, texts, onEnd }: BusyPorts): () => void {
  let blocker: number | null = null;
  let wasMoving = watch.queue.moving() > 0;
  return () => {
    const { queue } = watch;
    const isMoving = queue.moving() > 0;
    if (isMoving) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
    if (!window.isDestroyed()) window.setProgressBar(queue.fraction() ?? noBar);
    const end = queue.takeEnd();
    if (end !== null && (window.isDestroyed() || !window.isFocused())) {
      notify(texts().queueEnded.title, texts().queueEnded.body(end));
    }
    if (wasMoving && !isMoving) onEnd();
    wasMoving = isMoving;
  };
}

export function notify(title: string, body: string): void {
  if (Notification.isSupported()) new Notification({ title, body }).show();
}
