/** The room of a wide graph, also while it is being fetched: nothing moves when it comes. */
export const wideFrame = "relative h-[min(72vh,760px)] min-h-80 overflow-hidden rounded-b-panel";
