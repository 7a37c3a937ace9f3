/** `session` and `protocol`: who may do what, and who answers a scheme. */
type Decide = (isGranted: boolean) => void;
type RequestHandler = (contents: unknown, permission: string, decide: Decide) => void;
type CheckHandler = (contents: unknown, permission: string) => boolean;

export class Session {
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  /** What pages keep is Chromium's here. */
  flushStorageData(): void {}

  /** What a page that asks would be told; Electron grants everything where nobody was asked. */
  isGranted(permission: string): boolean {
    let isGranted = this.#request === null;
    this.#request?.(null, permission, (decided) => (isGranted = decided));
    return isGranted || (this.#check?.(null, permission) ?? true);
  }
}

export const session = { defaultSession: new Session() };

type Answer = (request: Request) => Response | Promise<Response>;

class Protocol {
  readonly privileged: { scheme: string; privileges: Record<string, boolean> }[] = [];
  readonly #handlers = new Map<string, Answer>();

  registerSchemesAsPrivileged(schemes: typeof this.privileged): void {
    this.privileged.push(...schemes);
  }

  handle(scheme: string, handler: Answer): void {
    this.#handlers.set(scheme, handler);
  }

  answererOf(scheme: string): Answer | undefined {
    return this.#handlers.get(scheme);
  }
}

export const protocol = new Protocol();
