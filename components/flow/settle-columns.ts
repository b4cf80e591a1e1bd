type Link = readonly [upper: string, lower: string];

/** Sweeps up and down until a picture changes little; more make no visible difference. */
const orderSweeps = 6;
const placeSweeps = 12;

/**
 * Orders each row so that few links cross, then sets every item as near to the middle of its neighbours as the room
 * allows. `rows` is left in the order found. Answers the middle of each item; the leftmost item begins at 0.
 */
export function settleColumns(
  rows: string[][],
  links: readonly Link[],
  widthOf: (item: string) => number,
  gap: number,
): Map<string, number> {
  const above = neighbours(links.map(([upper, lower]) => [lower, upper]));
  const below = neighbours(links);
  for (let sweep = 0; sweep < orderSweeps; sweep++)
    orderRows(rows, sweep % 2 === 0 ? above : below, sweep % 2 !== 0);
  orderRows(rows, above, false);

  const middles = new Map<string, number>();
  for (const row of rows) {
    let edge = 0;
    for (const item of row) {
      middles.set(item, edge + widthOf(item) / 2);
      edge += widthOf(item) + gap;
    }
  }
  for (let sweep = 0; sweep < placeSweeps; sweep++) {
    const isUpwards = sweep % 2 !== 0;
    const near = isUpwards ? below : above;
    for (const row of isUpwards ? [...rows].reverse() : rows) {
      // The last sweeps look both ways, so that a block stands between what is above and below it.
      const wanted = row.map((item) => {
        const around =
          sweep >= placeSweeps - 4
            ? [...(above.get(item) ?? []), ...(below.get(item) ?? [])]
            : near.get(item);
        return meanOf(around, middles) ?? middles.get(item) ?? 0;
      });
      for (const [index, middle] of spread(row, wanted, widthOf, gap).entries()) {
        const item = row[index];
        if (item !== undefined) middles.set(item, middle);
      }
    }
  }
  straighten(rows, middles, above, below, widthOf, gap);
  const first = Math.min(...[...middles].map(([item, middle]) => middle - widthOf(item) / 2));
  return new Map([...middles].map(([item, middle]) => [item, middle - first]));
}

/** Items that follow each other without a branch stand exactly under each other, where there is room. */
function straighten(
  rows: readonly string[][],
  middles: Map<string, number>,
  above: Map<string, string[]>,
  below: Map<string, string[]>,
  widthOf: (item: string) => number,
  gap: number,
): void {
  for (const row of rows) {
    for (const [index, item] of row.entries()) {
      const [only, ...others] = above.get(item) ?? [];
      if (only === undefined || others.length > 0 || below.get(only)?.length !== 1) continue;
      const want = middles.get(only) ?? 0;
      const roomFrom = (beside: string) => (widthOf(beside) + widthOf(item)) / 2 + gap;
      const left = row[index - 1];
      const right = row[index + 1];
      if (left !== undefined && want - (middles.get(left) ?? 0) < roomFrom(left)) continue;
      if (right !== undefined && (middles.get(right) ?? 0) - want < roomFrom(right)) continue;
      middles.set(item, want);
    }
  }
}

function orderRows(rows: string[][], near: Map<string, string[]>, isUpwards: boolean): void {
  for (const [index, row] of isUpwards ? [...rows.entries()].reverse() : rows.entries()) {
    const beside = rows[isUpwards ? index + 1 : index - 1];
    if (beside === undefined) continue;
    const place = new Map(beside.map((item, at) => [item, at]));
    const keys = new Map(
      row.map((item, at) => [item, meanOf(near.get(item), place) ?? (at * beside.length) / row.length]),
    );
    row.sort((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0));
  }
}

/**
 * Middles as near as possible to the wanted ones (least squares), in this order and without overlap: neighbours that
 * want the same place move as one.
 */
function spread(
  row: readonly string[],
  wanted: readonly number[],
  widthOf: (item: string) => number,
  gap: number,
): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const [index, item] of row.entries()) {
    const previous = row[index - 1];
    if (previous !== undefined) offset += (widthOf(previous) + widthOf(item)) / 2 + gap;
    offsets.push(offset);
  }
  const groups: { sum: number; count: number }[] = [];
  for (const [index, want] of wanted.entries()) {
    let group = { sum: want - (offsets[index] ?? 0), count: 1 };
    for (
      let last = groups.at(-1);
      last && last.sum / last.count > group.sum / group.count;
      last = groups.at(-1)
    ) {
      groups.pop();
      group = { sum: last.sum + group.sum, count: last.count + group.count };
    }
    groups.push(group);
  }
  const means = groups.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return offsets.map((each, index) => each + (means[index] ?? 0));
}

function neighbours(links: readonly Link[]): Map<string, string[]> {
  const near = new Map<string, string[]>();
  for (const [one, other] of links) {
    const list = near.get(one);
    if (list) list.push(other);
    else near.set(one, [other]);
  }
  return near;
}

function meanOf(items: readonly string[] | undefined, of: Map<string, number>): number | undefined {
  if (!items || items.length === 0) return undefined;
  return items.reduce((sum, item) => sum + (of.get(item) ?? 0), 0) / items.length;
}
