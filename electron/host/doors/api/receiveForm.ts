/** Takes a form with one audio file: the file streams to disk, the fields stay small, and a sender that stalls is cut. */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { BusboyInstance } from '@fastify/busboy';
import { Failed } from '../../../core/failed.ts';
import type { FormFields } from '../../../core/doors/transcriptionAsk.ts';
import { closing } from './drain.ts';
import type { Drain } from './drain.ts';
import { watchPace } from '../senderPace.ts';
import { receiveUpload } from '../uploadDoor.ts';

const limits = {
  fields: 40,
  fieldSize: 64 * 1024,
  fieldNameSize: 100,
  headerPairs: 40,
  headerSize: 16 * 1024,
};

export interface FormPlan {
  readonly request: IncomingMessage;
  /** Folder for uploads. */
  readonly dir: string;
  readonly limitBytes: number;
  readonly drain: Pick<Drain, 'onCut'>;
  /** Tests are less patient. */
  readonly paceMs?: number | undefined;
}

export interface ReceivedFile {
  readonly path: string;
  /** As its sender calls it; '' where it has no name. */
  readonly name: string;
  readonly sha256: string;
  /** Settles once it would survive a power cut: nobody is told before that it was accepted. */
  readonly synced: SyncingFile;
}

/** In an object: a promise in a promise would be waited for. */
export interface SyncingFile {
  readonly ended: Promise<void>;
}

export interface ReceivedForm {
  readonly fields: FormFields;
  readonly file: ReceivedFile;
}

/** The file is on its way to the disk. Throws file-missing, bad-request, too-large, disk-full, file-truncated or host-closing and leaves nothing then. */
export async function receiveForm(plan: FormPlan): Promise<ReceivedForm> {
  const { request } = plan;
  const parser = createParser(request);
  const form = new OpenForm(plan);
  const stopPacing = watchPace(plan, (trouble) => form.refuse(new Failed('file-truncated', trouble)));
  const stopHearing = plan.drain.onCut(() => form.refuse(closing()));
  try {
    form.listen(parser);
    request.on('close', form.noteClose);
    request.pipe(parser);
    return await form.received();
  } catch (thrown) {
    await form.discard();
    throw thrown;
  } finally {
    stopPacing();
    stopHearing();
    request.off('close', form.noteClose);
    request.unpipe(parser);
    parser.destroy();
  }
}

function createParser({ headers }: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' }, limits });
  } catch (thrown) {
    throw new Failed('bad-request', `the form cannot be read: ${messageOf(thrown)}`, {
      field: 'Content-Type',
    });
  }
}

class OpenForm {
  readonly #plan: FormPlan;
  readonly #fields: (readonly [string, string])[] = [];
  readonly #ending = Promise.withResolvers<undefined>();
  #body: Readable | null = null;
  #file: Promise<ReceivedFile> | null = null;

  constructor(plan: FormPlan) {
    this.#plan = plan;
    // Who discards the form has heard already.
    this.#ending.promise.catch(() => undefined);
  }

  listen(parser: BusboyInstance): void {
    parser.on('field', (...[name, value, isNameCut, isValueCut]) => {
      if (isNameCut || isValueCut) this.refuse(badField(name, 'is too long'));
      this.#fields.push([name ?? '', value]);
    });
    parser.on('fieldsLimit', () => this.refuse(badField('form', `has more than ${limits.fields} fields`)));
    parser.on('file', (field, body, name) => this.#take(field ?? '', body, name));
    parser.on('error', (error) => this.refuse(badField('form', `cannot be read: ${messageOf(error)}`)));
    parser.on('finish', () => this.#ending.resolve(undefined));
  }

  refuse(failed: Failed): void {
    this.#ending.reject(failed);
  }

  readonly noteClose = (): void => {
    if (!this.#plan.request.complete) this.refuse(new Failed('file-truncated', 'the upload broke off'));
  };

  async received(): Promise<ReceivedForm> {
    await this.#ending.promise;
    const file = await this.#file;
    if (file) return { fields: this.#fields, file };
    throw new Failed('file-missing', 'the form has no file', { field: 'file' });
  }

  /** What came of the file goes. */
  async discard(): Promise<void> {
    this.#body?.destroy();
    const file = await this.#file?.catch(() => null);
    if (file) await rm(file.path, { force: true });
  }

  #take(field: string, body: Readable, name: string | undefined): void {
    if (field !== 'file' || this.#file) {
      // It is read on until its sender has heard.
      body.resume();
      this.refuse(badField(field, 'is a file; the form takes one, in the field named file'));
      return;
    }
    // Cut on purpose or by the parser: either way whoever reads the file hears of it.
    body.on('error', () => undefined);
    this.#body = body;
    this.#file = this.#store(body, name ?? '');
    this.#file.catch((thrown: unknown) => this.#ending.reject(thrown));
  }

  async #store(body: Readable, name: string): Promise<ReceivedFile> {
    const { dir, limitBytes } = this.#plan;
    const hash = createHash('sha256');
    const hashed = Readable.from(passThrough(body, hash), { objectMode: false });
    const path = await receiveUpload({ body: hashed, dir, limitBytes, isSynced: false });
    // The one mark of a name that browsers write otherwise (WHATWG HTML, multipart/form-data).
    return {
      path,
      name: name.replaceAll('%22', '"'),
      sha256: hash.digest('hex'),
      synced: await beginSync(path),
    };
  }
}

/** Opened by its path before anybody moves it. */
async function beginSync(path: string): Promise<SyncingFile> {
  const file = await open(path, 'r+');
  const ended = file.sync().finally(() => file.close());
  ended.catch(() => undefined);
  return { ended };
}

async function* passThrough(body: Readable, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
}

function badField(field: string, trouble: string): Failed {
  return new Failed('bad-request', `${field} ${trouble}`, { field });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
