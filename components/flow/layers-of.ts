interface Way {
  id: string;
  from: string;
  to: string;
}

/**
 * The row of each block (0 is the first): one below the lowest that leads to it. Ways back into a loop don't count and
 * are told. Blocks to which nothing leads begin in the first row. Pure; no recursion, since a chain may be long.
 */
export function layersOf(
  start: string,
  ids: readonly string[],
  ways: readonly Way[],
): { layer: Map<string, number>; back: Set<string> } {
  const leaving = new Map<string, Way[]>(ids.map((id) => [id, []]));
  for (const way of ways) leaving.get(way.from)?.push(way);
  const back = new Set<string>();
  const finished: string[] = [];
  const state = new Map<string, "open" | "done">();
  for (const root of [start, ...ids]) {
    if (!leaving.has(root) || state.has(root)) continue;
    const stack = [{ id: root, next: 0 }];
    state.set(root, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const way = leaving.get(top.id)?.[top.next];
      top.next += 1;
      if (way === undefined) {
        state.set(top.id, "done");
        finished.push(top.id);
        stack.pop();
      } else if (state.get(way.to) === "open") {
        back.add(way.id);
      } else if (!state.has(way.to) && leaving.has(way.to)) {
        state.set(way.to, "open");
        stack.push({ id: way.to, next: 0 });
      }
    }
  }
  const layer = new Map<string, number>();
  for (const id of finished.reverse()) {
    const row = layer.get(id) ?? 0;
    layer.set(id, row);
    for (const way of leaving.get(id) ?? []) {
      if (!back.has(way.id)) layer.set(way.to, Math.max(layer.get(way.to) ?? 0, row + 1));
    }
  }
  return { layer, back };
}
