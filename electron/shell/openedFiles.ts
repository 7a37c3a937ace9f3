/** «Open with» on macOS comes as an event, maybe before anything is ready: such files wait until somebody takes them. */
import { app } from 'electron';

export interface OpenedFiles {
  /** Called with those that wait, and with each later one; one listener only. */
  onFiles(listener: (files: readonly string[]) => void): void;
}

/** Before the app is ready. */
export function watchOpenedFiles(): OpenedFiles {
  const waiting: string[] = [];
  let deliver = (files: readonly string[]): void => void waiting.push(...files);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    deliver([path]);
  });
  return {
    onFiles: (listener) => {
      deliver = listener;
      if (waiting.length > 0) listener(waiting.splice(0));
    },
  };
}
