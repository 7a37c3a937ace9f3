import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

export interface Follow {
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  /** The end is in sight and stays so as lines come. */
  readonly isFollowing: boolean;
  /** Goes to the end and stays there. */
  follow(): void;
}

/** This close to the end counts as being there, px. */
const nearPx = 48;

/** A list that draws only what can be seen and stays at its end, until the user scrolls up. */
export function useFollow(count: number, lineHeightPx = 24): Follow {
  const boxRef = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  // eslint-disable-next-line react-hooks/incompatible-library -- react-virtual keeps its own state; its values are read in render only
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => boxRef.current,
    estimateSize: () => lineHeightPx,
    overscan: 12,
  });
  const hasBox = count > 0;
  useEffect(() => {
    const box = boxRef.current;
    if (!hasBox || !box) return;
    let lastTop = box.scrollTop;
    const onScroll = () => {
      const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
      // Only the user scrolls up; lines that grow while measured also leave the end, but downwards.
      if (isAtEnd) setFollowing(true);
      else if (box.scrollTop < lastTop - 2) setFollowing(false);
      lastTop = box.scrollTop;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => box.removeEventListener('scroll', onScroll);
  }, [hasBox]);
  const totalPx = virtual.getTotalSize();
  // Before the browser draws, so that the end never jumps.
  useLayoutEffect(() => {
    const box = boxRef.current;
    if (isFollowing && box) box.scrollTop = box.scrollHeight;
  }, [isFollowing, count, totalPx]);
  return { boxRef, virtual, isFollowing, follow: () => setFollowing(true) };
}
