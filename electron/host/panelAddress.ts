/** Where the panel is served. */

/** Unless the user says otherwise: stable, so that bookmarks keep working. */
export const panelPort = 8017;

export interface PanelAddress {
  /** A loopback name. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}
