import { useEffect, useRef, useState } from 'react';
import type { LiveLine } from '../state/liveText.ts';

/** A screen reader gets new text at most this often, ms. */
const newsEveryMs = 4_000;

/** The text recognised since the last time, for an aria-live region: what was there at first is not news. */
export function useSpokenNews(lines: readonly LiveLine[]): string {
  const [news, setNews] = useState('');
  const latest = useRef(lines);
  useEffect(() => {
    latest.current = lines;
  }, [lines]);
  useEffect(() => {
    let told = new Set(recognised(latest.current).map((line) => line.segment.index));
    const timer = setInterval(() => {
      const fresh = recognised(latest.current).filter((line) => !told.has(line.segment.index));
      if (fresh.length === 0) return;
      told = new Set(recognised(latest.current).map((line) => line.segment.index));
      setNews(fresh.map((line) => line.text).join(' '));
    }, newsEveryMs);
    return () => clearInterval(timer);
  }, []);
  return news;
}

function recognised(lines: readonly LiveLine[]): readonly LiveLine[] {
  return lines.filter((line) => line.segment.isRecognised);
}
