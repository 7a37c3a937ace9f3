/** Menus as plain values: what stands in them and what a click asks for. The shell turns them into the system's own. */
import { mayOrder } from '../../contract/instance.ts';
import type { InstanceOrder, InstanceView } from '../../contract/instance.ts';
import { phaseTexts } from '../../contract/phaseTexts.ts';
import type { QuitPath } from './quit.ts';
import type { ShellTexts } from './shellTexts.ts';

export type MenuAct =
  | { readonly type: 'open' }
  | { readonly type: 'add-files' }
  | { readonly type: 'diagnostics' }
  | { readonly type: 'quit'; readonly by: QuitPath }
  | { readonly type: 'fleet'; readonly order: 'start' | 'stop' }
  | { readonly type: 'instance'; readonly order: InstanceOrder; readonly id: string };

/** Roles the system knows by itself. */
export type MenuRole =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'about'
  | 'hide';

export type MenuLine =
  | { readonly kind: 'rule' }
  | { readonly kind: 'words'; readonly label: string }
  | { readonly kind: 'role'; readonly role: MenuRole }
  | ({ readonly kind: 'act'; readonly id: string; readonly label: string; readonly act: MenuAct } & ActLook)
  | {
      readonly kind: 'menu';
      readonly id: string;
      readonly label: string;
      readonly lines: readonly MenuLine[];
      /** Index of an instance's colour, which its name stands beside. */
      readonly colour?: number;
    };

interface ActLook {
  readonly isEnabled?: boolean;
  readonly accelerator?: string;
}

const rule: MenuLine = { kind: 'rule' };

export interface TrayFacts {
  readonly instances: readonly InstanceView[];
  /** What the icon means, in words. */
  readonly standing: string;
  readonly texts: ShellTexts;
}

/** Everything is in the menu: on Linux a click on the icon itself may tell nobody. */
export function planTrayMenu({ instances, standing, texts }: TrayFacts): readonly MenuLine[] {
  const hasAny = (order: InstanceOrder): boolean => instances.some(({ phase }) => mayOrder(order, phase));
  return [
    { kind: 'words', label: standing },
    { kind: 'act', id: 'open', label: texts.open, act: { type: 'open' } },
    rule,
    planFleetLine('start', texts.startFleet, hasAny('start')),
    planFleetLine('stop', texts.stopFleet, hasAny('stop')),
    ...(instances.length > 0 ? [rule] : []),
    ...instances.map((instance) => planInstance(instance, texts)),
    rule,
    { kind: 'act', id: 'quit', label: texts.quit, act: { type: 'quit', by: 'tray' } },
  ];
}

function planFleetLine(order: 'start' | 'stop', label: string, isEnabled: boolean): MenuLine {
  return { kind: 'act', id: `fleet.${order}`, label, isEnabled, act: { type: 'fleet', order } };
}

function planInstance({ spec, phase }: InstanceView, texts: ShellTexts): MenuLine {
  return {
    kind: 'menu',
    id: spec.id,
    // A name is the user's: an ampersand in it is no key of the menu's.
    label: `${spec.name.replaceAll('&', '&&')} — ${phaseTexts[texts.language][phase]}`,
    colour: spec.colour,
    lines: (['start', 'stop', 'restart'] as const).map((order) => ({
      kind: 'act',
      id: `${spec.id}.${order}`,
      label: texts[order],
      isEnabled: mayOrder(order, phase),
      act: { type: 'instance', order, id: spec.id },
    })),
  };
}

const roles = (...names: readonly MenuRole[]): readonly MenuLine[] =>
  names.map((role) => ({ kind: 'role', role }));

/** The menu bar; its shortcuts hold where the bar is not seen, too. Reload is left out: the panel needs none. */
export function planMenuBar(texts: ShellTexts, isMac: boolean): readonly MenuLine[] {
  const quit: MenuLine = {
    ...{ kind: 'act', id: 'menu.quit', label: texts.quit, accelerator: 'CmdOrCtrl+Q' },
    act: { type: 'quit', by: 'menu' },
  };
  const addFiles: MenuLine = {
    ...{ kind: 'act', id: 'menu.add-files', label: texts.addFiles, accelerator: 'CmdOrCtrl+O' },
    act: { type: 'add-files' },
  };
  const diagnostics: MenuLine = {
    ...{ kind: 'act', id: 'menu.diagnostics', label: texts.diagnostics.menu },
    act: { type: 'diagnostics' },
  };
  const edit = [...roles('undo', 'redo'), rule, ...roles('cut', 'copy', 'paste', 'selectAll')];
  const view = [...roles('resetZoom', 'zoomIn', 'zoomOut'), rule, ...roles('togglefullscreen')];
  const bar: readonly MenuLine[] = [
    { kind: 'menu', id: 'menu.file', label: texts.file, lines: isMac ? [addFiles] : [addFiles, rule, quit] },
    { kind: 'menu', id: 'menu.edit', label: texts.edit, lines: edit },
    { kind: 'menu', id: 'menu.view', label: texts.view, lines: view },
    { kind: 'menu', id: 'menu.window', label: texts.window, lines: roles('minimize') },
    { kind: 'menu', id: 'menu.help', label: texts.help, lines: [diagnostics] },
  ];
  if (!isMac) return bar;
  const own = [...roles('about'), rule, ...roles('hide'), rule, quit];
  return [{ kind: 'menu', id: 'menu.app', label: 'ParaDeck', lines: own }, ...bar];
}
