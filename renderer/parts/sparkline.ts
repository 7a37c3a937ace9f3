/**
 * Values as the `d` of an SVG path over width × height, oldest left. null is a hole in the line. The scale goes from
 * 0 to a third above the highest value: a steady line runs inside, not along the edge. Empty where there are fewer than two values.
 */
export function renderSparkline(
  values: readonly (number | null)[],
  size: { readonly width: number; readonly height: number },
): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return '';
  const top = Math.max(...known, Number.MIN_VALUE) * 1.35;
  const stepX = size.width / (values.length - 1);
  let isDown = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isDown = false;
        return '';
      }
      const x = round(index * stepX);
      const y = round(size.height - (value / top) * size.height);
      const point = `${isDown ? 'L' : 'M'}${x} ${y}`;
      isDown = true;
      return point;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
