/** A client of FunASR's offline protocol: each recording it sends becomes a job like any other, and its text goes back. */
import { rm } from 'node:fs/promises';
import type { RawData, WebSocket } from 'ws';
import type { JobView } from '../../../contract/job.ts';
import { Failed, foldFailure } from '../../../core/failed.ts';
import type { Language } from '../../../contract/language.ts';
import {
  anyTake,
  foldTake,
  isEndOfTake,
  parseFunasrMessage,
  renderFunasrEnd,
  renderFunasrFailure,
  renderFunasrResult,
} from '../../../core/doors/funasrProtocol.ts';
import type { FunasrTake } from '../../../core/doors/funasrProtocol.ts';
import type { ApiDoorPlan, ApiDoorPorts } from '../api/apiDoorPorts.ts';
import { planTarget } from '../api/acceptRequest.ts';
import { closing } from '../api/drain.ts';
import { followJob } from '../api/followJob.ts';
import { closeCodes, closeOf, outcomeOf, toBuffer } from './funasrClose.ts';
import { openTake } from './funasrTake.ts';
import type { OpenTake } from './funasrTake.ts';
import { pace } from '../senderPace.ts';
import type { RequestOutcome } from '../monitoring/requestLog.ts';
import { readTranscript } from '../api/transcribeRoute.ts';

export interface FunasrPorts extends ApiDoorPorts {
  readonly plan: ApiDoorPlan;
  readonly language: Language;
  /** Its jobs end with it. */
  readonly cancelsIfGone: boolean;
  /** Judges one more recording as a request that brings a file, and counts it. Throws as its sender is refused. */
  readonly begin: () => Begun;
}

/** A recording that was let in. */
export interface Begun {
  readonly limitBytes: number;
  /** Longest sound, s; undefined: as the settings say. */
  readonly longestS: number | null | undefined;
  /** It is answered, or its sender has gone; the first call counts. */
  end(outcome: RequestOutcome): void;
}

interface Receiving extends OpenTake {
  readonly begun: Begun;
}

/** As nginx writes one whose client has gone. */
const gone: RequestOutcome = { status: 499 };
/** How long a client that was told may take to go. */
const lingerMs = 2_000;

export function serveFunasr(socket: WebSocket, ports: FunasrPorts): void {
  const session = new Session(socket, ports);
  socket.on('message', (data, isBinary) => session.hear(data, isBinary));
  socket.on('pong', () => session.notePong());
  socket.on('error', () => socket.terminate());
  socket.on('close', () => session.leave());
}

class Session {
  readonly #socket: WebSocket;
  readonly #ports: FunasrPorts;
  readonly #timer: NodeJS.Timeout;
  /** Ids of jobs whose text it waits for. */
  readonly #awaited = new Set<string>();
  readonly #following = new Set<() => void>();
  /** What ends each recording that was let in and has no answer yet. */
  readonly #open = new Set<Begun['end']>();
  #asked: FunasrTake = anyTake;
  /** It has said what comes, and nothing has come of it yet. */
  #isAnnounced = false;
  #take: Receiving | null = null;
  #heardBytes = 0;
  #isIdle = false;
  #isAlive = true;
  #isOver = false;

  constructor(socket: WebSocket, ports: FunasrPorts) {
    this.#socket = socket;
    this.#ports = ports;
    this.#timer = setInterval(() => this.#look(), ports.paceMs ?? pace.everyMs).unref();
  }

  hear(data: RawData, isBinary: boolean): void {
    if (this.#isOver) return;
    this.#isIdle = false;
    try {
      if (isBinary) this.#takeSound(toBuffer(data));
      else this.#takeWord(toBuffer(data).toString('utf8'));
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  notePong(): void {
    this.#isAlive = true;
  }

  leave(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#drop(gone);
    for (const end of this.#open) end(gone);
    for (const stop of this.#following) stop();
    if (!this.#ports.cancelsIfGone) return;
    const { jobs, log } = this.#ports;
    for (const job of this.#awaited) {
      jobs.cancel(job).catch((thrown: unknown) => {
        log.warn('a job whose sender has gone could not be cancelled', { job, cause: String(thrown) });
      });
    }
  }

  #takeSound(chunk: Buffer): void {
    this.#take ??= this.#openTake();
    if (this.#take.push(chunk)) return;
    this.#socket.pause();
  }

  #openTake(): Receiving {
    const { begin, uploads: dir, drain } = this.#ports;
    const begun = begin();
    const take = openTake({ ...this.#asked, ...begun, dir }, (thrown) => this.#fail(thrown));
    take.onRoom(() => this.#socket.resume());
    this.#heardBytes = 0;
    const stopHearing = drain.onCut(() => {
      // One that waits for its text hears it with its job's id.
      if (this.#take) this.#fail(closing());
    });
    const end = (outcome: RequestOutcome): void => {
      if (!this.#open.delete(end)) return;
      stopHearing();
      begun.end(outcome);
    };
    this.#open.add(end);
    return { ...take, begun: { ...begun, end } };
  }

  #takeWord(text: string): void {
    const told = parseFunasrMessage(text);
    this.#asked = foldTake(this.#asked, told);
    if (!isEndOfTake(told)) {
      this.#isAnnounced = true;
      return;
    }
    const take = this.#take;
    const wasAnnounced = this.#isAnnounced;
    this.#take = null;
    this.#isAnnounced = false;
    const ending = { asked: this.#asked, hasEnd: told.is_end === true };
    if (take) void this.#finish(take, ending);
    // A client that says its end once more behind its result is only leaving.
    else if (wasAnnounced) throw new Failed('file-missing', 'no sound came before the end');
  }

  async #finish(take: Receiving, { asked, hasEnd }: { asked: FunasrTake; hasEnd: boolean }): Promise<void> {
    let jobId: string | null = null;
    try {
      const job = await this.#submit(await take.end(), { ...asked, ...take.begun });
      jobId = job.id;
      const transcript = await readTranscript(await this.#follow(job), this.#ports);
      this.#send(renderFunasrResult(transcript, asked.name));
      if (hasEnd) this.#send(renderFunasrEnd(asked.name));
      take.begun.end({ status: 200, jobId });
    } catch (thrown) {
      take.begun.end({ ...outcomeOf(thrown), jobId });
      if (hasEnd) this.#tell(thrown, asked.name);
      else this.#fail(thrown, asked.name);
    }
  }

  async #submit(path: string, { name, hotwords, longestS }: FunasrTake & Begun): Promise<JobView> {
    const { jobs, plan } = this.#ports;
    try {
      return await jobs.submit({
        ...{ path, name, isUpload: true, isInteractive: true, target: planTarget(plan), longestS },
        ...(hotwords && { options: { hotwords: [...hotwords] } }),
      });
    } catch (thrown) {
      await rm(path, { force: true });
      throw thrown;
    }
  }

  async #follow({ id }: JobView): Promise<JobView> {
    const { ended, stop } = followJob(id, this.#ports);
    this.#awaited.add(id);
    this.#following.add(stop);
    try {
      return await ended;
    } finally {
      this.#awaited.delete(id);
      this.#following.delete(stop);
    }
  }

  /** Its pace while it sends, whether it is still there while it waits, and an end to one that does neither. */
  #look(): void {
    if (this.#isOver) return;
    if (this.#take) {
      const bytes = this.#take.bytes();
      const isSlow = bytes - this.#heardBytes < pace.bytes && !this.#socket.isPaused;
      if (isSlow) this.#fail(new Failed('file-truncated', 'the recording came too slowly'));
      this.#heardBytes = bytes;
      return;
    }
    if (!this.#isAlive) return this.#socket.terminate();
    this.#isAlive = false;
    this.#socket.ping();
    if (this.#awaited.size > 0) return;
    if (this.#isIdle) this.#socket.close(closeCodes.normal, 'nothing came');
    this.#isIdle = true;
  }

  #drop(outcome: RequestOutcome): void {
    void this.#take?.discard();
    this.#take?.begun.end(outcome);
    this.#take = null;
  }

  #send(message: object): void {
    if (!this.#isOver) this.#socket.send(JSON.stringify(message));
  }

  #tell(thrown: unknown, name: string): void {
    const { log, language } = this.#ports;
    const failure = foldFailure(thrown);
    if (failure.code === 'internal') log.error('a recording met an error', { details: String(thrown) });
    const shown = thrown instanceof Failed ? failure : { code: 'internal' as const, message: '' };
    this.#send(renderFunasrFailure(shown, name, language));
  }

  #fail(thrown: unknown, name = this.#asked.name): void {
    if (this.#isOver) return;
    this.#tell(thrown, name);
    this.#isOver = true;
    this.#drop(outcomeOf(thrown));
    this.#socket.resume();
    const { code, reason } = closeOf(thrown, this.#ports.language);
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), lingerMs).unref();
  }
}
