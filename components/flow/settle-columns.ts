type Link = readonly [upper: string, lower: string];

/** Sweeps up and down until a picture changes little; more make no visible difference. */
const orderSweeps = 6;
const placeSweeps = 12;
/** The last of them look both ways, so that a block stands between what is above and below it. */
const sweepsBothWays = 4;

/**
 * Orders each row so that few links cross, then sets every item as near to the middle of its neighbors as the room
 * allows. Answers the middle of each item; the leftmost item begins at 0. Items are numbers inside: a flow of five
 * hundred blocks has thousands of them, counting where its long branches run past.
 */
export function settleColumns(
  rows: readonly (readonly string[])[],
  links: readonly Link[],
  widthOf: (item: string) => number,
  gap: number,
): Map<string, number> {
  const names = rows.flat();
  const numbers = new Map(names.map((name, index) => [name, index]));
  const above: number[][] = names.map(() => []);
  const below: number[][] = names.map(() => []);
  for (const [upper, lower] of links) {
    const [from, to] = [numbers.get(upper), numbers.get(lower)];
    if (from === undefined || to === undefined) continue;
    below[from]?.push(to);
    above[to]?.push(from);
  }
  const picture: Picture = {
    rows: rows.map((row) => row.map((name) => numbers.get(name) ?? 0)),
    above,
    below,
    around: names.map((_, item) => [...(above[item] ?? []), ...(below[item] ?? [])]),
    widths: names.map(widthOf),
    gap,
  };
  picture.rows = bestOrder(picture);
  const middles = place(picture);
  straighten(picture, middles);
  const first = middles.reduce(
    (least, middle, item) => Math.min(least, middle - (picture.widths[item] ?? 0) / 2),
    Number.POSITIVE_INFINITY,
  );
  return new Map(names.map((name, item) => [name, (middles[item] ?? 0) - first]));
}

interface Picture {
  rows: number[][];
  above: number[][];
  below: number[][];
  around: number[][];
  widths: number[];
  gap: number;
}

/** Of the orders that the sweeps come by, begun from either side, the first in which the fewest links cross. */
function bestOrder(picture: Picture): number[][] {
  const given = picture.rows;
  let best = given;
  let fewest = Number.POSITIVE_INFINITY;
  for (const begin of [given, given.map((row) => [...row].reverse())]) {
    picture.rows = begin.map((row) => [...row]);
    for (let sweep = 0; sweep <= orderSweeps; sweep++) {
      orderRows(picture, sweep % 2 !== 0);
      swapNeighbors(picture);
      const crossings = countCrossings(picture);
      if (crossings >= fewest) continue;
      fewest = crossings;
      best = picture.rows.map((row) => [...row]);
    }
  }
  return best;
}

/** Neighbors change places where fewer of their links cross then. */
function swapNeighbors({ rows, above, below }: Picture): void {
  const places: number[] = [];
  for (const row of rows) for (const [at, item] of row.entries()) places[item] = at;
  const crossing = (one: number, other: number) =>
    crossingsOf(above[one], above[other], places) + crossingsOf(below[one], below[other], places);
  for (const row of rows) {
    for (let at = 1; at < row.length; at++) {
      const [one, other] = [row[at - 1] ?? 0, row[at] ?? 0];
      if (crossing(other, one) >= crossing(one, other)) continue;
      row.splice(at - 1, 2, other, one);
      places[other] = at - 1;
      places[one] = at;
    }
  }
}

function countCrossings({ rows, below }: Picture): number {
  const places: number[] = [];
  for (const row of rows) for (const [at, item] of row.entries()) places[item] = at;
  let sum = 0;
  for (const row of rows)
    for (const [at, item] of row.entries())
      for (const later of row.slice(at + 1)) sum += crossingsOf(below[item], below[later], places);
  return sum;
}

/** Between links of an item and those of one right of it. */
function crossingsOf(
  left: readonly number[] = [],
  right: readonly number[] = [],
  places: readonly number[],
): number {
  let sum = 0;
  for (const one of left) for (const other of right) if ((places[one] ?? 0) > (places[other] ?? 0)) sum += 1;
  return sum;
}

/** Each row in the order of the middles of what it hangs on. */
function orderRows({ rows, above, below }: Picture, isUpwards: boolean): void {
  const near = isUpwards ? below : above;
  const places: number[] = [];
  for (const row of rows) for (const [at, item] of row.entries()) places[item] = at;
  for (const [index, row] of isUpwards ? [...rows.entries()].reverse() : rows.entries()) {
    const beside = rows[isUpwards ? index + 1 : index - 1];
    if (beside === undefined) continue;
    const keys = new Map(
      row.map((item, at) => [item, meanOf(near[item], places) ?? (at * beside.length) / row.length]),
    );
    row.sort((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0));
    for (const [at, item] of row.entries()) places[item] = at;
  }
}

function place(picture: Picture): number[] {
  const { rows, above, below, around, widths, gap } = picture;
  const middles: number[] = [];
  for (const row of rows) {
    let edge = 0;
    for (const item of row) {
      middles[item] = edge + (widths[item] ?? 0) / 2;
      edge += (widths[item] ?? 0) + gap;
    }
  }
  const upwards = [...rows].reverse();
  for (let sweep = 0; sweep < placeSweeps; sweep++) {
    const isUpwards = sweep % 2 !== 0;
    const near = sweep >= placeSweeps - sweepsBothWays ? around : isUpwards ? below : above;
    for (const row of isUpwards ? upwards : rows) {
      const wanted = row.map((item) => meanOf(near[item], middles) ?? middles[item] ?? 0);
      spread(row, wanted, picture, middles);
    }
  }
  return middles;
}

/**
 * Sets a row's middles as near as possible to the wanted ones (least squares), in this order and without overlap:
 * neighbors that want the same place move as one.
 */
function spread(
  row: readonly number[],
  wanted: readonly number[],
  { widths, gap }: Picture,
  middles: number[],
): void {
  const offsets: number[] = [];
  const groups: { sum: number; count: number }[] = [];
  let offset = 0;
  for (const [index, item] of row.entries()) {
    if (index > 0) offset += ((widths[row[index - 1] ?? item] ?? 0) + (widths[item] ?? 0)) / 2 + gap;
    offsets.push(offset);
    let group = { sum: (wanted[index] ?? 0) - offset, count: 1 };
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
  let index = 0;
  for (const { sum, count } of groups) {
    for (let of = 0; of < count; of++, index++) {
      const item = row[index];
      if (item !== undefined) middles[item] = sum / count + (offsets[index] ?? 0);
    }
  }
}

/** Items that follow each other without a branch stand exactly under each other, where there is room. */
function straighten({ rows, above, below, widths, gap }: Picture, middles: number[]): void {
  for (const row of rows) {
    for (const [index, item] of row.entries()) {
      const [only, ...others] = above[item] ?? [];
      if (only === undefined || others.length > 0 || below[only]?.length !== 1) continue;
      const want = middles[only] ?? 0;
      const hasRoom = [row[index - 1], row[index + 1]].every((beside, side) => {
        if (beside === undefined) return true;
        const distance = (want - (middles[beside] ?? 0)) * (side === 0 ? 1 : -1);
        return distance >= ((widths[beside] ?? 0) + (widths[item] ?? 0)) / 2 + gap;
      });
      if (hasRoom) middles[item] = want;
    }
  }
}

function meanOf(items: readonly number[] | undefined, values: readonly number[]): number | undefined {
  if (!items || items.length === 0) return undefined;
  let sum = 0;
  for (const item of items) sum += values[item] ?? 0;
  return sum / items.length;
}
