import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { atConnection } from "@/lib/trail/findings/go-to-screen";

/** AWS does not let the console read part of the trail: what it would show is not known. */
export const sourceNotReadable = defineFinding({
  code: "source-not-readable",
  name: "Source not readable",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const denied = trail.sources.flatMap((source) =>
    source.state === "failed" && source.problem.code === "permission-missing" ? [source] : [],
  );
  if (denied.length === 0) return [];
  const actions = [...new Set(denied.flatMap(({ problem }) => problem.missingAction ?? []))].sort();
  const missing = actions.length > 0 ? actions.join(", ") : "an action that AWS does not name";
  return [
    {
      severity: "attention",
      facts: { actions },
      title: "Part of the trail may not be read",
      cause: `The connection to AWS lacks ${missing}, so this is missing here: ${denied.map(({ title }) => title).join(", ")}.`,
      ...atConnection(
        trail,
        "In the AWS console, allow the action for the role or user of {screen}. If the role comes from the onboarding template, update its stack with the current one. Then load the trail again.",
      ),
      evidence: [],
    },
  ];
}
