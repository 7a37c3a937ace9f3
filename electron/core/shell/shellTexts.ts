/** The words the desktop itself speaks: menus, tray, questions, notices. */
import type { Language } from '../../contract/language.ts';

export interface ShellTexts {
  readonly language: Language;
  readonly open: string;
  readonly addFiles: string;
  readonly quit: string;
  readonly startFleet: string;
  readonly stopFleet: string;
  readonly start: string;
  readonly stop: string;
  readonly restart: string;
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly window: string;
  readonly help: string;
  readonly diagnostics: { readonly menu: string; readonly make: string; readonly cancel: string };
  readonly noInstances: string;
  readonly idle: (p: { ready: number; total: number }) => string;
  readonly busy: (p: { files: number }) => string;
  readonly trouble: (p: { count: number }) => string;
  readonly ask: {
    readonly title: (p: { files: number }) => string;
    readonly more: (p: { count: number }) => string;
    readonly nothingLost: string;
    readonly finish: string;
    readonly finishInTray: string;
    readonly tray: string;
    readonly stop: string;
    readonly stay: string;
  };
  readonly inTray: { readonly title: string; readonly body: string };
  readonly queueEnded: {
    readonly title: string;
    readonly body: (p: { done: number; failed: number }) => string;
  };
  readonly refused: {
    readonly title: (p: { count: number }) => string;
    readonly more: (p: { count: number }) => string;
  };
  readonly crashed: { readonly title: string; readonly detail: string; readonly again: string };
  readonly actFailed: string;
}
