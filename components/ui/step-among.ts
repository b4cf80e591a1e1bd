/** Where a key leads from one of `count` things; undefined for a key that leads nowhere. Pure. */
export function stepAmong(count: number, at: number, key: string): number | undefined {
  if (at < 0) return undefined;
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
