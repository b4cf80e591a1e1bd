import { type Figures, largestZipKiB, wishedOwnWorkMs } from "./bench-lambdas";

/** Pure: the figures as a table for people. */
export function describeFigures(figures: Figures): string {
  const head = ["Lambda", "zip KiB", "own work ms", "wished ms", "answer ms", "cold start ms"];
  const rows = Object.entries(figures).map(([name, { zipKiB, ownWorkMs, handlerMedianMs, coldStartMs }]) => [
    name,
    zipKiB.toFixed(1),
    ownWorkMs.toFixed(2),
    ownWorkMs <= wishedOwnWorkMs ? wishedOwnWorkMs.toFixed(2) : `missed ${wishedOwnWorkMs.toFixed(2)}`,
    handlerMedianMs.toFixed(2),
    coldStartMs.toFixed(0),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return `${[line(head), ...rows.map(line)].join("\n")}

own work    median of warm calls: time that processors spent on the function's process, and none that it waited
answer      median of warm calls: time until the answer; the table or the vendor answers at once over HTTP from this machine
cold start  median from the start of a fresh Node process to its first answer, Node's own start included
A zip may have ${largestZipKiB} KiB.
`;
}
