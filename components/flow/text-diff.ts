/** A line of either text, or of both. Line numbers count from 1. */
export type DiffLine =
  | { kind: "same"; text: string; before: number; after: number }
  | { kind: "gone"; text: string; before: number }
  | { kind: "new"; text: string; after: number };

/** Beyond this many changed lines the shortest difference is not worth its time: the middle is then told as all new. */
const mostChanges = 2_000;

/** The shortest line-by-line difference of two texts (Myers, "An O(ND) Difference Algorithm", 1986). Pure. */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = before.split("\n");
  const now = after.split("\n");
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail++;
  }
  const steps = [
    ..."=".repeat(head),
    ...stepsBetween(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ..."=".repeat(tail),
  ];
  return toLines(steps, old, now);
}

function toLines(steps: readonly string[], old: readonly string[], now: readonly string[]): DiffLine[] {
  let before = 0;
  let after = 0;
  return steps.map((step): DiffLine => {
    if (step === "-") {
      before++;
      return { kind: "gone", text: old[before - 1] ?? "", before };
    }
    after++;
    const text = now[after - 1] ?? "";
    if (step === "+") return { kind: "new", text, after };
    before++;
    return { kind: "same", text, before, after };
  });
}

/** "=" keep, "-" leave out, "+" put in. */
function stepsBetween(old: readonly string[], now: readonly string[]): string[] {
  const most = Math.min(old.length + now.length, mostChanges);
  // How far each diagonal was reached; a copy of it for every number of changes, to walk back by.
  let reach = new Map<number, number>([[1, 0]]);
  const history: Map<number, number>[] = [];
  for (let changes = 0; changes <= most; changes++) {
    history.push(reach);
    const next = new Map<number, number>();
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = startOn(reach, diagonal, changes);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return walkBack(history, old.length, now.length);
    }
    reach = next;
  }
  return [...old.map(() => "-"), ...now.map(() => "+")];
}

function isDown(reach: Map<number, number>, diagonal: number, changes: number): boolean {
  if (diagonal === -changes) return true;
  return diagonal !== changes && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1);
}

function startOn(reach: Map<number, number>, diagonal: number, changes: number): number {
  return isDown(reach, diagonal, changes)
    ? (reach.get(diagonal + 1) ?? 0)
    : (reach.get(diagonal - 1) ?? 0) + 1;
}

function walkBack(history: readonly Map<number, number>[], width: number, height: number): string[] {
  const steps: string[] = [];
  let x = width;
  let y = height;
  for (let changes = history.length - 1; changes >= 0; changes--) {
    const reach = history[changes] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = isDown(reach, diagonal, changes);
    const from = reach.get(down ? diagonal + 1 : diagonal - 1) ?? 0;
    const before = { x: from, y: from - (down ? diagonal + 1 : diagonal - 1) };
    const turn =
      changes === 0
        ? { x: 0, y: 0 }
        : down
          ? { x: before.x, y: before.y + 1 }
          : { x: before.x + 1, y: before.y };
    while (x > turn.x && y > turn.y) {
      steps.push("=");
      x--;
      y--;
    }
    if (changes > 0) steps.push(down ? "+" : "-");
    x = before.x;
    y = before.y;
  }
  return steps.reverse();
}
