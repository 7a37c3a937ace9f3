import { useEffect, useState } from 'react';
import { carriesFiles } from '../parts/DropArea.tsx';

/** Whether files are being dragged over the window; a drop beside every target is swallowed, not opened as a page. */
export function useDragging(): boolean {
  const [isDragging, setDragging] = useState(false);
  useEffect(() => {
    let depth = 0;
    const onEnter = (event: DragEvent) => {
      if (carriesFiles(event)) setDragging(++depth > 0);
    };
    const onLeave = (event: DragEvent) => {
      if (carriesFiles(event)) setDragging(--depth > 0);
    };
    const onEnd = (event: DragEvent) => {
      depth = 0;
      setDragging(false);
      if (carriesFiles(event)) event.preventDefault();
    };
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    };
    addEventListener('dragenter', onEnter);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onEnd);
    addEventListener('dragover', onOver);
    return () => {
      removeEventListener('dragenter', onEnter);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onEnd);
      removeEventListener('dragover', onOver);
    };
  }, []);
  return isDragging;
}
