import { parseArgs } from "node:util";
import { benchLambdas } from "./lambdas/bench-lambdas";
import { describeFigures } from "./lambdas/describe-figures";

// `npm run bench -- lambdas [--json]`: the figures as a table, or with --json as one line, which is the last.

const benches = {
  lambdas: async (json: boolean) => {
    const figures = await benchLambdas((sentence) => process.stderr.write(`${sentence}\n`));
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : describeFigures(figures));
  },
};

const usage = `npm run bench -- <what> [--json]    what: ${Object.keys(benches).join(", ")}`;

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" } },
  });
  const [what = "lambdas"] = positionals;
  if (what !== "lambdas" || positionals.length > 1) throw new Error(`There is no such bench. ${usage}`);
  await benches[what](values.json === true);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
