interface Point {
  x: number;
  y: number;
}

const radius = 14;

/** An SVG path through points that lie level or upright to each other, its corners rounded. Pure. */
export function roundCorners(points: readonly Point[]): string {
  const corners = points.filter((point, index) => index === 0 || !isSame(point, points[index - 1]));
  const [first, ...rest] = corners;
  if (!first) return "";
  const drawn = rest.map((corner, index) => {
    const [before, after] = [corners[index], rest[index + 1]];
    if (!before || !after) return `L${corner.x} ${corner.y}`;
    const into = towards(corner, before);
    const out = towards(corner, after);
    return `L${into.x} ${into.y}Q${corner.x} ${corner.y} ${out.x} ${out.y}`;
  });
  return `M${first.x} ${first.y}${drawn.join("")}`;
}

function isSame(one: Point, other: Point | undefined): boolean {
  return other !== undefined && one.x === other.x && one.y === other.y;
}

/** A corner's beginning: at most half of the way to the next point. */
function towards({ x, y }: Point, other: Point): Point {
  const step = (distance: number) => Math.sign(distance) * Math.min(radius, Math.abs(distance) / 2);
  return { x: x + step(other.x - x), y: y + step(other.y - y) };
}
