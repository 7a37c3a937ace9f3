/** Menus of the system from the plain ones of core/shell/menuModel.ts. */
import { join } from 'node:path';
import { Menu, nativeImage } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuAct, MenuLine } from '../core/shell/menuModel.ts';

export interface MenuPorts {
  /** Folder of the tray's pictures. */
  readonly icons: string;
  onAct(act: MenuAct): void;
}

export function buildMenu(lines: readonly MenuLine[], ports: MenuPorts): Menu {
  return Menu.buildFromTemplate(lines.map((line) => buildLine(line, ports)));
}

function buildLine(line: MenuLine, ports: MenuPorts): MenuItemConstructorOptions {
  switch (line.kind) {
    case 'rule':
      return { type: 'separator' };
    case 'words':
      return { label: line.label, enabled: false };
    case 'role':
      return { role: line.role };
    case 'menu': {
      const { id, label, colour } = line;
      const submenu = line.lines.map((one) => buildLine(one, ports));
      if (colour === undefined) return { id, label, submenu };
      return {
        id,
        label,
        submenu,
        icon: nativeImage.createFromPath(join(ports.icons, `colour-${colour}.png`)),
      };
    }
    case 'act': {
      const { id, label, act, accelerator, isEnabled = true } = line;
      const click = (): void => ports.onAct(act);
      return { id, label, click, enabled: isEnabled, ...(accelerator && { accelerator }) };
    }
  }
}
