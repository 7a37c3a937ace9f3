/** `Menu`, `Tray` and `nativeImage`: kept as they were given, for the test to read and to click. */
import { existsSync } from 'node:fs';
import { EventEmitter } from 'node:events';

interface Item {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly accelerator?: string;
  readonly submenu?: Menu | readonly Item[];
  click?(): void;
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.items = items;
  }

  static buildFromTemplate(items: readonly Item[]): Menu {
    return new Menu(
      items.map((item) =>
        Array.isArray(item.submenu) ? { ...item, submenu: Menu.buildFromTemplate(item.submenu) } : item,
      ),
    );
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  getMenuItemById(id: string): Item | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu instanceof Menu && item.submenu.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

class Image {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  isEmpty(): boolean {
    return !existsSync(this.path);
  }

  setTemplateImage(): void {}
}

export const nativeImage = { createFromPath: (path: string): Image => new Image(path) };

export class Tray extends EventEmitter {
  static readonly open = new Set<Tray>();
  menu: Menu | null = null;
  toolTip = '';
  image: Image;

  constructor(image: Image) {
    super();
    this.image = image;
    Tray.open.add(this);
  }

  setImage(image: Image): void {
    this.image = image;
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }

  isDestroyed(): boolean {
    return !Tray.open.has(this);
  }

  destroy(): void {
    Tray.open.delete(this);
  }
}
