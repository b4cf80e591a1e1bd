/** The same while the list is fetched and after, so that nothing moves. */
export const paletteInputClass = "h-11 w-full border-b border-line bg-transparent px-3.5 -outline-offset-2";
