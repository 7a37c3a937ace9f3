/** Files on their way from browsers: what has come is kept over broken connections and restarts of the host. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { JobView } from '../../../contract/job.ts';
import { uploadDraft } from '../../../contract/upload.ts';
import type { UploadDraft, UploadView } from '../../../contract/upload.ts';
import { Failed } from '../../../core/failed.ts';
import { writeDurably } from '../../home/durableWrite.ts';
import type { Submission } from '../../jobs/jobsInterface.ts';
import type { Clock, Log } from '../../ports.ts';
import { appendUpload } from '../uploadDoor.ts';

const dayMs = 24 * 3600_000;
const sweepEveryMs = 3600_000;
/** A browser sends two at a time. */
const mostOpen = 500;

const stored = uploadDraft.extend({ jobId: z.string().nullable() });
type Stored = z.infer<typeof stored>;

export interface ArrivingPorts {
  /** Folder of what is on its way, and beside it that of whole uploads, which jobs take over. */
  readonly dir: string;
  readonly uploads: string;
  readonly limitBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  submit(submission: Submission): Promise<JobView>;
  get(jobId: string): Promise<JobView>;
}

export interface Arriving {
  /** Throws too-large, and busy where too many are on their way. */
  begin(draft: UploadDraft): Promise<UploadView>;
  /** Ends a connection that still sends to it. null: nothing is known of it, or no longer. */
  look(id: string): Promise<UploadView | null>;
  /**
   * Takes a piece that begins at `offset`; at another one than it has come to, nothing is read. The last piece makes the
   * job. Throws too-large, disk-full, file-truncated, and what the job is refused for: then it is gone.
   */
  append(id: string, piece: { readonly offset: number; readonly body: Readable }): Promise<UploadView | null>;
  end(id: string): Promise<void>;
  close(): void;
}

export async function openArriving(ports: ArrivingPorts): Promise<Arriving> {
  await mkdir(ports.dir, { recursive: true, mode: 0o700 });
  const arriving = new OpenArriving(ports);
  await arriving.sweep();
  return arriving;
}

interface Writing {
  readonly body: Readable;
  readonly written: Promise<unknown>;
}

class OpenArriving implements Arriving {
  readonly #ports: ArrivingPorts;
  readonly #timer: NodeJS.Timeout;
  /** One connection at a time writes to a file. */
  readonly #writing = new Map<string, Writing>();
  readonly #submitting = new Map<string, Promise<UploadView>>();

  constructor(ports: ArrivingPorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => void this.sweep(), sweepEveryMs).unref();
  }

  async begin(draft: UploadDraft): Promise<UploadView> {
    const { dir, limitBytes } = this.#ports;
    if (draft.bytes > limitBytes)
      throw new Failed('too-large', `larger than ${limitBytes} bytes`, { limitBytes });
    const open = (await readdir(dir)).filter((name) => name.endsWith('.part')).length;
    if (open >= mostOpen) throw new Failed('busy', `${open} files are on their way`, { retryAfterS: 60 });
    const id = randomUUID();
    await writeFile(this.#partOf(id), '', { flag: 'wx', mode: 0o600 });
    await this.#write(id, { ...draft, jobId: null });
    return { id, bytes: draft.bytes, offset: 0, job: null };
  }

  async look(id: string): Promise<UploadView | null> {
    const kept = await this.#read(id);
    if (!kept) return null;
    await this.#cut(id);
    return this.#view(id, kept);
  }

  async append(
    id: string,
    { offset, body }: { readonly offset: number; readonly body: Readable },
  ): Promise<UploadView | null> {
    const view = await this.look(id);
    if (!view || view.job || view.offset !== offset) return view;
    const leftBytes = view.bytes - offset;
    const written = appendUpload({ path: this.#partOf(id), body, offset, leftBytes });
    this.#writing.set(id, { body, written: written.catch(() => undefined) });
    try {
      await written;
    } finally {
      if (this.#writing.get(id)?.body === body) this.#writing.delete(id);
    }
    const kept = await this.#read(id);
    return kept && this.#view(id, kept);
  }

  async end(id: string): Promise<void> {
    if (!isId(id)) return;
    await this.#cut(id);
    for (const path of [this.#partOf(id), this.#recordOf(id)]) await rm(path, { force: true });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { body } of this.#writing.values()) body.destroy();
  }

  /** What nobody has sent to for a day goes. */
  async sweep(): Promise<void> {
    const { dir, clock, log } = this.#ports;
    for (const name of await readdir(dir).catch(() => [])) {
      const path = join(dir, name);
      const at = await stat(path).catch(() => null);
      const twin = await stat(path.replace(/json$/, 'part')).catch(() => null);
      if (!at || Math.max(at.mtimeMs, twin?.mtimeMs ?? 0) > clock.now() - dayMs) continue;
      await rm(path, { force: true });
      log.info('a file that never came whole was removed', { name });
    }
  }

  /** All there: the job is made, or found where a host was killed in the midst of making it. */
  async #view(id: string, kept: Stored): Promise<UploadView | null> {
    const { bytes, jobId } = kept;
    if (jobId !== null) return { id, bytes, offset: bytes, job: await this.#ports.get(jobId) };
    const part = await stat(this.#partOf(id)).catch(() => null);
    if (!part) return null;
    if (part.size < bytes) return { id, bytes, offset: part.size, job: null };
    const submitting = this.#submitting.get(id) ?? this.#submit(id, kept, part.ino);
    this.#submitting.set(id, submitting);
    try {
      return await submitting;
    } finally {
      this.#submitting.delete(id);
    }
  }

  async #submit(id: string, kept: Stored, inode: number): Promise<UploadView> {
    const { name, target, options, bytes } = kept;
    const job = (await this.#findJob(inode)) ?? (await this.#makeJob(id, { name, target, options }));
    await this.#write(id, { ...kept, jobId: job.id });
    await rm(this.#partOf(id), { force: true });
    return { id, bytes, offset: bytes, job };
  }

  /** The job's file is another name of the very same one, so that a kill at any moment leaves both or shows the job. */
  async #makeJob(id: string, asked: Pick<Submission, 'name' | 'target' | 'options'>): Promise<JobView> {
    const path = join(this.#ports.uploads, randomUUID());
    await link(this.#partOf(id), path);
    try {
      return await this.#ports.submit({ ...asked, path, isUpload: true });
    } catch (thrown) {
      await rm(path, { force: true });
      if (thrown instanceof Failed && thrown.code !== 'disk-full') await this.end(id);
      throw thrown;
    }
  }

  async #findJob(inode: number): Promise<JobView | null> {
    const { uploads, get } = this.#ports;
    for (const name of await readdir(uploads)) {
      const jobId = /^(.+)\.upload$/.exec(name)?.[1];
      const file = jobId === undefined ? null : await stat(join(uploads, name)).catch(() => null);
      if (jobId !== undefined && file?.ino === inode) return get(jobId).catch(() => null);
    }
    return null;
  }

  async #cut(id: string): Promise<void> {
    const writing = this.#writing.get(id);
    writing?.body.destroy();
    await writing?.written;
  }

  async #read(id: string): Promise<Stored | null> {
    const text = isId(id) ? await readFile(this.#recordOf(id), 'utf8').catch(() => null) : null;
    return text === null ? null : stored.parse(JSON.parse(text));
  }

  #write(id: string, kept: Stored): Promise<void> {
    return writeDurably(this.#recordOf(id), JSON.stringify(kept));
  }

  #partOf(id: string): string {
    return join(this.#ports.dir, `${id}.part`);
  }

  #recordOf(id: string): string {
    return join(this.#ports.dir, `${id}.json`);
  }
}

/** Names a file of ours and nothing else. */
function isId(id: string): boolean {
  return /^[0-9a-f-]{36}$/.test(id);
}
