import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { atConnection } from "@/lib/trail/findings/go-to-screen";

/** AWS does not let the console read part of the trail: what it would show is not known. */
export const sourceNotReadable = defineFinding({
  code: "source-not-readable",
  name: "Source can't be read",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const denied = trail.sources.flatMap((source) =>
    source.state === "failed" && source.problem.code === "permission-missing" ? [source] : [],
  );
  if (denied.length === 0) return [];
  const actions = [...new Set(denied.flatMap(({ problem }) => problem.missingAction ?? []))].sort();
  const missing = actions.length > 0 ? actions.join(", ") : "an action that AWS doesn't name";
  return [
    {
      severity: "attention",
      facts: { actions },
      title: "Missing permission to read part of the trail",
      cause: `The AWS connection doesn't have ${missing}, so these sources are missing: ${denied.map(({ title }) => title).join(", ")}.`,
      ...atConnection(
        trail,
        `In the AWS console, allow ${actions.length > 1 ? "these actions" : "the action"} for the role or user of {screen}. If the role comes from the onboarding template, update its stack with the current one. Then try again.`,
      ),
      evidence: [],
    },
  ];
}
