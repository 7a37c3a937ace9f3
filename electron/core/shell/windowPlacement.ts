/** Where the window opens: as it was left, but always whole on a display that is there. Pixels of the desktop. */
import { z } from 'zod';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const pixels = z.int().min(-100_000).max(100_000);

/** What is remembered of the window. */
export const windowState = z.object({
  x: pixels,
  y: pixels,
  width: pixels.positive(),
  height: pixels.positive(),
  isMaximised: z.boolean(),
});

export type WindowState = z.infer<typeof windowState>;

export const smallestWindow = { width: 420, height: 480 };
const usualWindow = { width: 1280, height: 800 };

/** Pixels of it that must lie on a display for it to open there again. */
const seenPixels = 10_000;

/** `displays`: their work areas, the primary one first; at least one. */
export function placeWindow(saved: WindowState | null, displays: readonly [Area, ...Area[]]): WindowState {
  const overlaps = displays.map((area) => (saved ? overlapOf(saved, area) : 0));
  const most = Math.max(...overlaps);
  if (saved === null || most < seenPixels) {
    return { ...centre(usualWindow, displays[0]), isMaximised: saved?.isMaximised ?? false };
  }
  const area = displays[overlaps.indexOf(most)] ?? displays[0];
  const { width, height } = fitSize(saved, area);
  const x = clamp(saved.x, area.x, area.x + area.width - width);
  const y = clamp(saved.y, area.y, area.y + area.height - height);
  return { x, y, width, height, isMaximised: saved.isMaximised };
}

function overlapOf(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** Never larger than the display, and no smaller than the panel needs where the display has the room. */
function fitSize(size: { width: number; height: number }, area: Area): { width: number; height: number } {
  return {
    width: Math.min(Math.max(size.width, smallestWindow.width), area.width),
    height: Math.min(Math.max(size.height, smallestWindow.height), area.height),
  };
}

function centre(size: { width: number; height: number }, area: Area): Area {
  const { width, height } = fitSize(size, area);
  const x = area.x + Math.floor((area.width - width) / 2);
  const y = area.y + Math.floor((area.height - height) / 2);
  return { x, y, width, height };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
