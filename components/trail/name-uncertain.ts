const letters = 26;

/** What stands apart from the numbered events has letters instead: "A", …, "Z", "AA", … `index`: from 0. */
export function nameUncertain(index: number): string {
  const before = Math.floor(index / letters);
  return `${before > 0 ? nameUncertain(before - 1) : ""}${String.fromCharCode(65 + (index % letters))}`;
}
