/** Shapes of the icons on a grid of 32 × 32, and how they are turned into pixels. */

/** Whether a point of the grid lies in it. */
export type Shape = (x: number, y: number) => boolean;

export interface Paint {
  readonly shape: Shape;
  /** #rrggbb */
  readonly colour: string;
}

/** Points a pixel is asked for along each side: its edge is as soft as the share that lies inside. */
const points = 4;
const grid = 32;

function roundedBox(at: { x: number; y: number; width: number; height: number; radius: number }): Shape {
  const { x, y, width, height, radius } = at;
  return (px, py) => {
    const dx = Math.max(x + radius - px, px - (x + width - radius), 0);
    const dy = Math.max(y + radius - py, py - (y + height - radius), 0);
    return dx * dx + dy * dy <= radius * radius;
  };
}

export function circle(x: number, y: number, radius: number): Shape {
  return (px, py) => (px - x) ** 2 + (py - y) ** 2 <= radius * radius;
}

function anyOf(shapes: readonly Shape[]): Shape {
  return (x, y) => shapes.some((shape) => shape(x, y));
}

/** The first bars of the logo's waveform (renderer/look/icon.svg), `scale` times as large about the middle. */
export function waveform(scale: number, count = 4): Shape {
  const bars = [
    [6, 12, 8],
    [11.6, 7, 18],
    [17.2, 10, 12],
    [22.8, 13, 6],
  ]
    .slice(0, count)
    .map(([x = 0, y = 0, height = 0]) => roundedBox({ x, y, width: 3.2, height, radius: 1.6 }));
  const all = anyOf(bars);
  return (x, y) => all(16 + (x - 16) / scale, 16 + (y - 16) / scale);
}

export const tile: Shape = roundedBox({ x: 1, y: 1, width: 30, height: 30, radius: 7 });

/** A triangle to the right: something runs. */
export const running: Shape = (x, y) => x >= 17 && x <= 31 && Math.abs(y - 21) <= (31 - x) * 0.7;

/** An exclamation mark. */
export const attention: Shape = anyOf([
  roundedBox({ x: 21, y: 4, width: 5, height: 15, radius: 2.2 }),
  circle(23.5, 25.5, 3),
]);

/** RGBA, row by row; the paints one over the other. */
export function drawPixels(paints: readonly Paint[], size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      pixels.set(mixPixel(paints, { column, row, size }), (row * size + column) * 4);
    }
  }
  return pixels;
}

function mixPixel(paints: readonly Paint[], at: { column: number; row: number; size: number }): number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const { shape, colour } of paints) {
    const cover = coverOf(shape, at);
    if (cover === 0) continue;
    const whole = cover + alpha * (1 - cover);
    const mix = (over: number, under: number): number => (over * cover + under * alpha * (1 - cover)) / whole;
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
    [red, green, blue, alpha] = [mix(r, red), mix(g, green), mix(b, blue), whole];
  }
  return [red, green, blue, alpha * 255].map(Math.round);
}

function coverOf(shape: Shape, { column, row, size }: { column: number; row: number; size: number }): number {
  let inside = 0;
  for (let point = 0; point < points * points; point += 1) {
    const x = column + ((point % points) + 0.5) / points;
    const y = row + (Math.floor(point / points) + 0.5) / points;
    if (shape((x * grid) / size, (y * grid) / size)) inside += 1;
  }
  return inside / (points * points);
}
