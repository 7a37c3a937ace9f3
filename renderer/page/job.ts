/** One file on its way through the instance: sent, followed to its end. */

export interface JobState {
  readonly id: string;
  readonly state: string;
  readonly is_ended: boolean;
  readonly is_demo: boolean;
  readonly is_simulated: boolean;
  readonly progress: { readonly fraction: number | null };
  readonly error: ApiError | null;
}

/** In the page's language, as the door said it. */
export interface ApiError {
  readonly message: string;
  readonly fix: string;
}

export interface JobListener {
  /** Fraction of the file that has been sent. */
  sent(fraction: number): void;
  job(job: JobState): void;
  text(text: string): void;
  /** The line broke, and is tried again by itself. */
  broken(): void;
  ended(job: JobState): void;
  failed(error: ApiError | null): void;
}

export interface RunningJob {
  cancel(): void;
}

/** XMLHttpRequest, since fetch tells no upload progress. */
export function sendJob(file: File, language: string, listener: JobListener): RunningJob {
  const form = new FormData();
  form.set('file', file);
  const request = new XMLHttpRequest();
  let stop = (): void => request.abort();
  request.upload.onprogress = ({ loaded, total }) => listener.sent(total > 0 ? loaded / total : 0);
  request.onerror = () => listener.failed(null);
  request.onload = () => {
    const answer = parseAnswer(request.responseText);
    if (request.status === 202 && answer && 'id' in answer) stop = followJob(answer.id, language, listener);
    else listener.failed(answer && 'error' in answer ? answer.error : null);
  };
  request.open('POST', 'v1/jobs');
  request.setRequestHeader('Accept-Language', language);
  request.send(form);
  return { cancel: () => stop() };
}

/** The function it returns cancels the job. */
function followJob(id: string, language: string, listener: JobListener): () => void {
  const events = new EventSource(`v1/jobs/${id}/events?language=${language}`);
  const jobOf = (event: Event): JobState => JSON.parse((event as MessageEvent<string>).data) as JobState;
  events.addEventListener('job', (event) => listener.job(jobOf(event)));
  events.addEventListener('text', (event) => {
    listener.text((JSON.parse((event as MessageEvent<string>).data) as { text: string }).text);
  });
  events.addEventListener('end', (event) => {
    events.close();
    listener.ended(jobOf(event));
  });
  let said: ApiError | null = null;
  // The browser tries again by itself; only a refusal is final. What the door says before it cuts has the same name.
  events.addEventListener('error', (event) => {
    if (event instanceof MessageEvent) said = (JSON.parse(event.data as string) as { error: ApiError }).error;
    else if (events.readyState === EventSource.CLOSED) listener.failed(said);
    else listener.broken();
  });
  return () => {
    fetch(`v1/jobs/${id}`, { method: 'DELETE' }).catch(() => {
      // Nobody is there to be told; who waits no longer is not kept.
      events.close();
      listener.failed(said);
    });
  };
}

function parseAnswer(text: string): JobState | { readonly error: ApiError } | null {
  try {
    return JSON.parse(text) as JobState | { readonly error: ApiError };
  } catch {
    return null;
  }
}
