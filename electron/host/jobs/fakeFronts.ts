/**
 * For tests: fronts in this process whose answers depend on the samples alone, so that two runs of a file can be
 * compared. Speech is what is loud.
 */
import type { SpeechSpan } from '../../contract/workerMessages.ts';
import { readSamples } from './fakeSamples.ts';
import type { FrontPool } from '../ports.ts';

const frameMs = 100;
const frameSamples = 1_600;
/** Silence that closes a segment, frames. */
const closingFrames = 5;
const loud = 500;

interface Detector {
  openFromMs: number | null;
  quietFrames: number;
}

function detect(samples: Int16Array, fromMs: number, detector: Detector): SpeechSpan[] {
  const found: SpeechSpan[] = [];
  for (let at = 0; at < samples.length; at += frameSamples) {
    const isLoud = samples.subarray(at, at + frameSamples).some((sample) => Math.abs(sample) > loud);
    const nowMs = fromMs + (at / frameSamples) * frameMs;
    detector.quietFrames = isLoud ? 0 : detector.quietFrames + 1;
    if (isLoud) detector.openFromMs ??= nowMs;
    if (detector.openFromMs === null) continue;
    const isLong = nowMs - detector.openFromMs >= 20_000;
    if (detector.quietFrames < closingFrames && !isLong) continue;
    found.push({ fromMs: detector.openFromMs, toMs: nowMs });
    detector.openFromMs = null;
  }
  return found;
}

export class FakeFronts implements FrontPool {
  /** Awaited before each answer; throw to refuse. */
  before: (what: 'speech' | 'punctuate') => Promise<void> = () => Promise.resolve();
  windows: { fromSample: number; toSample: number; last: boolean }[] = [];
  inFlight = 0;
  mostInFlight = 0;

  async findSpeech(
    window: Parameters<FrontPool['findSpeech']>[0],
    signal: AbortSignal,
  ): ReturnType<FrontPool['findSpeech']> {
    const { fromSample, toSample, last } = window;
    this.windows.push({ fromSample, toSample, last });
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await Promise.race([this.before('speech'), aborted(signal)]);
      const samples = await readSamples(window.pcm, fromSample, toSample);
      const detector = window.state === null ? fresh() : (JSON.parse(window.state) as Detector);
      const segments = detect(samples, fromSample / 16, detector);
      if (last && detector.openFromMs !== null) {
        segments.push({ fromMs: detector.openFromMs, toMs: Math.floor(toSample / 16) });
      }
      return {
        segments,
        openFromMs: detector.openFromMs,
        ...{ state: JSON.stringify(detector), hasFbank: false, computeMs: 1 },
      };
    } finally {
      this.inFlight -= 1;
    }
  }

  /** A full stop behind every seventh token of the file; two tokens are kept back for the next slice. */
  async punctuate(
    slice: Parameters<FrontPool['punctuate']>[0],
    signal: AbortSignal,
  ): ReturnType<FrontPool['punctuate']> {
    await Promise.race([this.before('punctuate'), aborted(signal)]);
    const { count, kept } =
      slice.carry === null
        ? { count: 0, kept: 0 }
        : (JSON.parse(slice.carry) as { count: number; kept: number });
    const open = kept + slice.tokens.length;
    const answered = slice.last ? open : Math.max(0, open - 2);
    const punct = Array.from({ length: answered }, (_, at) => ((count + at) % 7 === 6 ? '。' : ''));
    const carry = slice.last ? null : JSON.stringify({ count: count + answered, kept: open - answered });
    return { punct, carry, computeMs: 1 };
  }
}

function fresh(): Detector {
  return { openFromMs: null, quietFrames: 0 };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('aborted'));
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}
