/** Where the desktop's window may be, who of it is listened to, and which addresses leave for the browser. */

export const panelUrl = 'paradeck://panel/';

/** Sites the panel may send the user to; every other address stays shut, whatever its scheme. */
export const externalHosts: readonly string[] = [
  'github.com',
  'huggingface.co',
  'hf-mirror.com',
  'modelscope.cn',
  'www.modelscope.cn',
  'pytorch.org',
  'www.nvidia.com',
];

export function isPanelUrl(url: string): boolean {
  return url.startsWith(panelUrl);
}

/** A frame as IPC names its sender; null where it has gone meanwhile. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: object | null;
}

/** Only the panel itself, in no frame of anybody. */
export function isPanelFrame(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isPanelUrl(frame.url);
}

/** https alone, at its own port, with no user named before the host: a look-alike has one of these. */
export function mayOpenOutside(url: string): boolean {
  const host = /^https:\/\/([a-z0-9.-]+)(?:[/?#]|$)/i.exec(url)?.[1];
  return host !== undefined && externalHosts.includes(host.toLowerCase());
}
