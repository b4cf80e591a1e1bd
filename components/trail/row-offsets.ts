/** Where each row begins, in pixels from the list's top; one more than there are rows: the last is the whole height. */
export function rowOffsets(count: number, heightOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) {
    offsets[index + 1] = (offsets[index] ?? 0) + heightOf(index);
  }
  return offsets;
}

/** The rows that lie between two heights: `first` up to, and without, `end`. Pure. */
export function rowsBetween(
  offsets: Float64Array,
  fromPixels: number,
  toPixels: number,
): { first: number; end: number } {
  const count = offsets.length - 1;
  const first = Math.min(rowAt(offsets, fromPixels), Math.max(count - 1, 0));
  return { first, end: Math.min(rowAt(offsets, toPixels) + 1, count) };
}

/** The last row that begins at this height or above it. */
function rowAt(offsets: Float64Array, pixels: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= pixels) low = middle;
    else high = middle - 1;
  }
  return low;
}
