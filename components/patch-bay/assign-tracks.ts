/** Between two cables in one track, in units of the picture. */
const clearance = 30;

/** Gives each run the lowest track of its row's channel in which it lies beside no other. Pure. */
export function assignTracks<Run extends { row: number; fromX: number; toX: number }>(
  runs: readonly Run[],
): (Run & { track: number })[] {
  const taken: { row: number; track: number; left: number; right: number }[] = [];
  return runs.map((run) => {
    const [left, right] = [Math.min(run.fromX, run.toX), Math.max(run.fromX, run.toX)];
    const isFree = (track: number) =>
      // A cable that goes straight down needs none.
      left === right ||
      !taken.some(
        (other) =>
          other.row === run.row &&
          other.track === track &&
          left < other.right + clearance &&
          other.left < right + clearance,
      );
    let track = 0;
    while (!isFree(track)) track += 1;
    if (left !== right) taken.push({ row: run.row, track, left, right });
    return { ...run, track };
  });
}
