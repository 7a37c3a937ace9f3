/** The page of one instance: a file or a recording goes in, its text comes out. */
import type { Language } from '../../electron/contract/language.ts';
import './page.css';
import { make, makeButton } from './elements.ts';
import { sendJob, type ApiError, type JobState, type RunningJob } from './job.ts';
import { findLanguage, languages, pageTexts } from './pageTexts.ts';
import { startRecorder, type Recorder } from './recorder.ts';

const formats = ['txt', 'srt', 'vtt', 'json'] as const;
/** As the door calls them. */
const formatNames = { txt: 'text', srt: 'srt', vtt: 'vtt', json: 'verbose_json' } as const;

/** Everything the page shows. */
interface State {
  language: Language;
  file: File | null;
  recorder: Recorder | null;
  running: RunningJob | null;
  /** Sent or recognised so far; null: not known. */
  fraction: number | null;
  note: string;
  fix: string;
  isBad: boolean;
  text: string;
  job: JobState | null;
}

const state: State = {
  ...{ language: findLanguage(), file: null, recorder: null, running: null, fraction: null },
  ...{ note: '', fix: '', isBad: false, text: '', job: null },
};
const page = document.getElementById('page') ?? document.body;

function show(patch: Partial<State>): void {
  Object.assign(state, patch);
  const focused = document.activeElement?.id;
  document.documentElement.lang = state.language;
  page.replaceChildren(renderHead(), renderSound(), renderText());
  // What had the focus has been made anew.
  if (focused) document.getElementById(focused)?.focus();
}

function renderHead(): HTMLElement {
  const t = pageTexts[state.language];
  const select = make(
    'select',
    { id: 'language', 'aria-label': t.language },
    languages.map((value) =>
      make('option', { value, ...(value === state.language && { selected: '' }) }, [
        value === 'en' ? 'English' : '中文',
      ]),
    ),
  );
  select.addEventListener('change', () => {
    const language = languages.find((one) => one === select.value) ?? 'en';
    localStorage.setItem('language', language);
    show({ language, note: '', fix: '' });
  });
  return make('header', {}, [make('h1', {}, [document.title]), select]);
}

function renderSound(): HTMLElement {
  const t = pageTexts[state.language];
  const picker = make('input', { type: 'file', accept: 'audio/*,video/*', hidden: '' });
  picker.addEventListener('change', () => takeFile(picker.files?.[0]));
  const { recorder, running } = state;
  return make('section', { class: 'drop', 'aria-label': t.sound }, [
    recorder ? renderElapsed(recorder) : renderFile(),
    make('div', { class: 'buttons' }, [
      makeButton(t.choose, () => picker.click(), { id: 'choose', ...isOff(recorder ?? running) }),
      makeButton(recorder ? t.stop : t.record, () => void toggleRecorder(), {
        ...{ id: 'record', class: recorder ? 'live' : '' },
        ...isOff(running),
      }),
      picker,
      running
        ? makeButton(t.cancel, () => state.running?.cancel(), { id: 'start' })
        : makeButton(t.start, start, { id: 'start', class: 'main', ...isOff(recorder) }),
    ]),
    renderNote(),
  ]);
}

/** What can't be done while something else goes on. */
function isOff(other: Recorder | RunningJob | null): Record<string, string> {
  return other ? { disabled: '' } : {};
}

function renderFile(): HTMLElement {
  const { file } = state;
  return make('p', { class: file ? 'file' : 'dim' }, [file?.name ?? pageTexts[state.language].drop]);
}

/** Told anew each second, with nothing else made anew. */
function renderElapsed({ startedAt }: Recorder): HTMLElement {
  const line = make('p', { class: 'file', role: 'timer' });
  const tell = (): void => {
    const seconds = Math.floor((performance.now() - startedAt) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    line.textContent = `${pageTexts[state.language].recording} ${time}`;
  };
  tell();
  const timer = setInterval(() => (line.isConnected ? tell() : clearInterval(timer)), 1000);
  return line;
}

function renderNote(): HTMLElement {
  const { note, fix, isBad, fraction, running } = state;
  const bar = make('progress', {
    max: '1',
    ...(fraction !== null && { value: String(fraction) }),
    'aria-label': note,
  });
  const percent = running && fraction !== null ? ` ${Math.floor(fraction * 100)} %` : '';
  return make('div', { class: isBad ? 'note bad' : 'note', role: isBad ? 'alert' : 'status' }, [
    ...(running ? [bar] : []),
    make('p', {}, [make('strong', {}, [`${note}${percent}`]), ...(fix ? [` ${fix}`] : [])]),
  ]);
}

function renderText(): HTMLElement {
  const t = pageTexts[state.language];
  const { text, job } = state;
  const isDone = job?.state === 'done' || job?.state === 'incomplete';
  const copy = makeButton(t.copy, () => void copyText(copy), { id: 'copy' });
  return make('section', { 'aria-label': t.text }, [
    make('div', { class: 'text-head' }, [
      make('h2', {}, [t.text]),
      ...(text ? [copy] : []),
      ...(isDone ? renderLinks(job) : []),
    ]),
    make('p', { class: text ? 'text' : 'text dim', lang: 'zh', 'aria-live': 'polite' }, [
      text || (isDone ? t.noText : t.textHere),
    ]),
    ...(job && text ? renderOrigin(job) : []),
  ]);
}

function renderLinks({ id }: JobState): readonly HTMLElement[] {
  const links = formats.map((format) => {
    const href = `v1/jobs/${id}/transcript?format=${formatNames[format]}`;
    return make('a', { href, download: `${nameOf()}.${format}` }, [format]);
  });
  return [make('span', { class: 'dim' }, [pageTexts[state.language].save]), ...links];
}

/** What has to be known of a text that is no real model's or no real card's. */
function renderOrigin({ is_demo, is_simulated }: JobState): readonly HTMLElement[] {
  const t = pageTexts[state.language];
  return [
    ...(is_demo ? [make('p', { class: 'dim' }, [t.demo])] : []),
    ...(is_simulated ? [make('p', { class: 'bad' }, [t.simulated])] : []),
  ];
}

function nameOf(): string {
  return state.file?.name.replace(/\.[^.]*$/, '') ?? 'text';
}

function takeFile(file: File | undefined): void {
  if (file && !state.running && !state.recorder)
    show({ file, note: '', fix: '', isBad: false, text: '', job: null });
}

async function toggleRecorder(): Promise<void> {
  const t = pageTexts[state.language];
  if (state.recorder) return state.recorder.stop();
  try {
    const recorder = await startRecorder(t.recorded, (file) => {
      state.recorder = null;
      takeFile(file);
    });
    show({ recorder, note: '', fix: '', isBad: false });
  } catch {
    show({ note: t.noMicrophone, fix: '', isBad: true });
  }
}

function start(): void {
  const t = pageTexts[state.language];
  if (!state.file) return show({ note: t.missing, fix: '', isBad: true });
  const running = sendJob(state.file, state.language, {
    sent: (fraction) => show({ fraction, note: t.sending }),
    job: (job) => show({ job, note: describe(job), fraction: job.progress.fraction }),
    text: (text) => show({ text }),
    broken: () => show({ note: t.broken, fraction: null }),
    ended: end,
    failed: fail,
  });
  show({ running, note: t.sending, fix: '', isBad: false, fraction: 0, text: '', job: null });
}

function describe({ state: jobState }: JobState): string {
  const t = pageTexts[state.language];
  if (jobState === 'waiting') return t.waiting;
  return jobState === 'queued' || jobState === 'paused' ? t.queued : t.running;
}

function end(job: JobState): void {
  const t = pageTexts[state.language];
  const over = { job, running: null, fraction: null, fix: '' };
  if (job.state === 'done') return show({ ...over, note: t.done, isBad: false });
  if (job.state === 'cancelled') return show({ ...over, note: t.cancelled, isBad: false });
  if (job.state === 'incomplete') return show({ ...over, note: t.incomplete, isBad: true });
  fail(job.error);
}

/** The door's own words; none where it was not reached. */
function fail(error: ApiError | null): void {
  const t = pageTexts[state.language];
  const note = error?.message ?? t.lost;
  show({ note, fix: error?.fix ?? '', isBad: true, running: null, fraction: null });
}

async function copyText(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(state.text);
  button.textContent = pageTexts[state.language].copied;
}

// Wherever it is let go: elsewhere the browser would open it in the page's place.
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  takeFile(event.dataTransfer?.files[0]);
});
show({});
