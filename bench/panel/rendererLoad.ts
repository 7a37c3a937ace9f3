/** What the panel costs the browser: how long the fleet takes to stand, and tasks that hold its main thread up. */
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { chromiumPath } from '../../e2e/browser.ts';

/** The tasks of one stretch of watching. */
export interface Stretch {
  /** Tasks over 50 ms by the clock. */
  readonly count: number;
  /** By the clock, other programs of the machine included. */
  readonly longestMs: number;
  /** By processor time. */
  readonly longestBusyMs: number;
}

export interface SteadyView {
  readonly view: string;
  readonly stretches: readonly Stretch[];
}

export interface RendererLoad {
  /** From the address until the fleet with its chart stands, ms. */
  readonly openMs: number;
  /** From another room to the fleet, each time, ms. */
  readonly mountMs: readonly number[];
  readonly steady: readonly SteadyView[];
}

const mounts = 5;
/** Each view is watched so often. */
const stretchCount = 3;
/** Every chart is drawn anew within it. */
export const stretchS = 20;
const settleMs = 5_000;
/** The browser collects what the mounts left within seconds of their end: no part of a steady state. */
const restMs = 30_000;
const longMs = 50;

/**
 * What a user may leave open, the second drawn anew every other second: every card's memory at once.
 */
const views = [
  { view: 'as it opens', card: null, range: '10min' },
  { view: 'eight charts of a minute', card: 'all', range: '1min' },
  { view: 'eight charts of an hour', card: 'all', range: '1h' },
] as const;

/** null where there is no Chromium. */
export async function readRendererLoad(
  url: string,
  say: (line: string) => void,
): Promise<RendererLoad | null> {
  if (chromiumPath === undefined) return null;
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    return await readIn(browser, url, say);
  } finally {
    await browser.close();
  }
}

async function readIn(browser: Browser, url: string, say: (line: string) => void): Promise<RendererLoad> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1400 } });
  const beganAt = performance.now();
  await page.goto(url);
  await untilFleet(page);
  const openMs = performance.now() - beganAt;
  await page.waitForTimeout(settleMs);
  const mountMs: number[] = [];
  for (let round = 0; round < mounts; round += 1) mountMs.push(await mount(page));
  await page.waitForTimeout(restMs);
  const steady: SteadyView[] = [];
  for (const { view, card, range } of views) {
    say(`the panel, ${view}, ${stretchCount} × ${stretchS} s`);
    await page.locator(`select:has(option[value="${range}"])`).first().selectOption(range);
    if (card !== null) await page.locator('select:has(option[value^="GPU-"])').first().selectOption(card);
    await page.waitForTimeout(settleMs);
    steady.push({ view, stretches: await watchStretches(browser, page) });
  }
  say(`the panel, its history of jobs, ${stretchCount} × ${stretchS} s`);
  await page.evaluate(() => {
    location.hash = '#/transcripts';
  });
  await page.waitForTimeout(settleMs);
  steady.push({ view: 'history of ten thousand jobs', stretches: await watchStretches(browser, page) });
  return { openMs, mountMs, steady };
}

async function watchStretches(browser: Browser, page: Page): Promise<readonly Stretch[]> {
  const stretches: Stretch[] = [];
  while (stretches.length < stretchCount) stretches.push(await watchTasks(browser, page));
  return stretches;
}

async function untilFleet(page: Page): Promise<void> {
  await page.locator('.history-body .recharts-surface path').first().waitFor();
}

/** Leaves the fleet and comes back; ms until its chart and its rows are drawn. */
async function mount(page: Page): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  await page.locator('.history-body').waitFor({ state: 'detached' });
  await page.waitForTimeout(1_000);
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const beganAt = performance.now();
        location.hash = '#/fleet';
        const look = (): void => {
          const stands = document.querySelector('.history-body .recharts-surface path') !== null;
          // One more frame: what stands is drawn after this one.
          requestAnimationFrame(stands ? () => resolve(performance.now() - beganAt) : look);
        };
        look();
      }),
  );
}

/** Tasks of the page's main thread, from the browser's own trace. */
async function watchTasks(browser: Browser, page: Page): Promise<Stretch> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await page.waitForTimeout(stretchS * 1000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const mains = new Set(traceEvents.filter(isMainThread).map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`));
  return {
    count: tasks.filter(({ dur = 0 }) => dur > longMs * 1000).length,
    longestMs: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    longestBusyMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
  };
}

/** Times in µs; tdur is processor time. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function isMainThread({ name, args }: TraceEvent): boolean {
  return name === 'thread_name' && args?.name === 'CrRendererMain';
}
