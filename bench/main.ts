import { parseArgs } from "node:util";
import { benchLambdas } from "./lambdas/bench-lambdas";
import { describeFigures } from "./lambdas/describe-figures";
import { describeScrolling, describeTrailFigures, maxScrollTaskMs, missedLimits } from "./trail/figures";

// `npm run bench -- lambdas|trail|rolling [--json]` (scripts/bench.mjs prepares what this needs): the figures as a table, or
// with --json as one line, which is the last.

const tell = (sentence: string) => process.stderr.write(`${sentence}\n`);

const benches: Record<string, (json: boolean) => Promise<void>> = {
  lambdas: async (json) => {
    const figures = await benchLambdas(tell);
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : describeFigures(figures));
  },
  trail: async (json) => {
    // Loaded for this bench only: it wraps Node's way of sending requests.
    const { benchTrail } = await import("./trail/bench-trail");
    const { figures, longestScrollTaskMs } = await benchTrail(tell);
    process.stdout.write(describeTrailFigures(figures) + describeScrolling(longestScrollTaskMs));
    if (json) process.stdout.write(`${JSON.stringify(figures)}\n`);
    const missed: string[] = missedLimits(figures);
    if (!(longestScrollTaskMs <= maxScrollTaskMs)) missed.push("scrolling");
    if (missed.length > 0) throw new Error(`Above the limit: ${missed.join(", ")}.`);
  },
  rolling: async (json) => {
    const { benchRolling, describeRolling } = await import("./rolling/bench-rolling");
    const figures = await benchRolling(tell);
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : describeRolling(figures));
    if (Object.keys(figures.lost).length > 0) throw new Error("A rolling restart must not lose a request.");
  },
};

const usage = `npm run bench -- <what> [--json]    what: ${Object.keys(benches).join(", ")}`;

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" } },
  });
  const [what = "lambdas"] = positionals;
  const bench = Object.hasOwn(benches, what) ? benches[what] : undefined;
  if (!bench || positionals.length > 1) throw new Error(`There is no such bench. ${usage}`);
  await bench(values.json === true);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
