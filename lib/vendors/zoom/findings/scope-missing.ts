import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { atConnection } from "@/lib/trail/findings/go-to-screen";
import { missingScopesOf } from "../zoom-problems";

/** Zoom's app may not read part of the trail: what it would show isn't known. */
export const scopeMissing = defineFinding({
  code: "zoom-scope-missing",
  name: "Zoom scope missing",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const denied = trail.sources.flatMap((source) =>
    source.state === "failed" && source.problem.code === "zoom-scopes-missing" ? [source] : [],
  );
  if (denied.length === 0) return [];
  const scopes = [...new Set(denied.flatMap(({ problem }) => missingScopesOf(problem)))].sort();
  const missing = scopes.length > 0 ? scopes.join(", ") : "a scope that Zoom doesn't name";
  return [
    {
      severity: "attention",
      facts: { scopes },
      title: "Missing scope to read part of the trail",
      cause: `The Zoom app doesn't have ${missing}, so these sources are missing: ${denied.map(({ title }) => title).join(", ")}.`,
      ...atConnection(
        trail,
        "In the Zoom App Marketplace, open the app of {screen} under Manage > Scopes, and add what is missing. If the scope isn't offered, whoever created the app no longer has the Contact Center Admin role.",
      ),
      evidence: [],
    },
  ];
}
