/** The tray icon: how the fleet is, and a menu of all it can be told. It is there only while the system has a place for it. */
import { join } from 'node:path';
import { nativeImage, nativeTheme, Tray } from 'electron';
import type { NativeImage } from 'electron';
import { judgeFleet, renderStanding } from '../core/shell/fleetStanding.ts';
import type { Standing } from '../core/shell/fleetStanding.ts';
import { planTrayMenu } from '../core/shell/menuModel.ts';
import type { ShellTexts } from '../core/shell/shellTexts.ts';
import type { FleetWatch } from './fleetWatch.ts';
import { buildMenu } from './menus.ts';
import type { MenuPorts } from './menus.ts';
import { hasTrayPlace } from './trayPlace.ts';

export interface TrayPorts extends MenuPorts {
  readonly watch: Pick<FleetWatch, 'instances' | 'queue'>;
  texts(): ShellTexts;
}

export interface StatusTray {
  /** Looks whether there is a place now, and puts the icon there or takes it away. */
  look(): Promise<boolean>;
  update(): void;
}

export function createStatusTray(ports: TrayPorts): StatusTray {
  let tray: Tray | null = null;
  let shown = '';
  const draw = (): void => {
    if (tray === null) return;
    const plan = planTray(ports);
    const key = JSON.stringify(plan);
    // Setting a menu anew closes it under the user's pointer, so only what has changed is set.
    if (key === shown) return;
    shown = key;
    tray.setImage(openIcon(ports.icons, plan.standing, plan.isDark));
    tray.setToolTip(`ParaDeck — ${plan.words}`);
    tray.setContextMenu(buildMenu(plan.lines, ports));
  };
  nativeTheme.on('updated', draw);
  return {
    look: async () => {
      const hasPlace = await hasTrayPlace();
      if (hasPlace && tray === null) {
        shown = '';
        tray = new Tray(openIcon(ports.icons, 'idle', isDarkThere()));
        // Elsewhere a click opens the menu, or tells nobody.
        if (process.platform === 'win32') tray.on('click', () => ports.onAct({ type: 'open' }));
        draw();
      } else if (!hasPlace && tray !== null) {
        tray.destroy();
        tray = null;
      }
      return hasPlace;
    },
    update: draw,
  };
}

function planTray({ watch, texts }: TrayPorts) {
  const instances = watch.instances();
  const moving = watch.queue.moving();
  const words = renderStanding(instances, moving, texts());
  const lines = planTrayMenu({ instances, standing: words, texts: texts() });
  return { words, lines, standing: judgeFleet(instances, moving), isDark: isDarkThere() };
}

function isDarkThere(): boolean {
  return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
}

/** Each standing has a shape of its own; macOS colours a template by itself. */
function openIcon(icons: string, standing: Standing, isDark: boolean): NativeImage {
  if (process.platform === 'darwin') {
    const image = nativeImage.createFromPath(join(icons, `${standing}-light.png`));
    image.setTemplateImage(true);
    return image;
  }
  return nativeImage.createFromPath(join(icons, `${standing}-${isDark ? 'dark' : 'light'}.png`));
}
