import type { Finding, SourceReport, Trail, TrailEvent } from "@/lib/trail/event";
import { cameIn, defineFinding, eventsOf, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { goesByPhone, transfersOf } from "@/lib/trail/findings/transfers";

/**
 * Something worked for this call, and there is no log group for it. Without a sign that it worked, a missing group
 * says nothing: not every call uses every function.
 */
export const logGroupMissing = defineFinding({ code: "log-group-missing", name: "Log group missing", find });

function find(trail: Trail): FoundTrouble[] {
  const missing = trail.sources.flatMap((source) => {
    if (!wasMissing(trail, source)) return [];
    const signs = signsOf(trail, source);
    return signs.length > 0 ? [{ source, signs }] : [];
  });
  if (missing.length === 0) return [];
  const titles = missing.map(({ source }) => source.title).join(", ");
  const reasons = missing.some(({ source }) => source.source === "flow-log")
    ? "Flow logs were never turned on in the instance, or the log group was deleted, and Amazon Connect doesn't recreate it."
    : "The log group was deleted, logging is off, or the resource isn't allowed to write logs.";
  return [
    {
      severity: "attention",
      facts: { sources: missing.map(({ source }) => source.source) },
      title: "A log that this call should have written is missing",
      cause: `Used in this call, but without a log group: ${titles}. ${reasons}`,
      ...(missing.some(({ source }) => source.source === "flow-log")
        ? {
            nextStep:
              "In the AWS console, open Amazon Connect › the instance › Flows and turn “Enable flow logs” on, or off and on again. This recreates the log group. Later calls are logged.",
            needs: "elsewhere",
          }
        : atIntegration(
            trail,
            "",
            "In {screen}, choose “Plan changes” and deploy the plan. This recreates its log groups. Later calls are logged.",
          )),
      evidence: [...new Set(missing.flatMap(({ signs }) => ids(signs)))],
      ...changedSince(
        trail,
        missing.map(({ source }) => source),
      ),
    },
  ];
}

/** At the first look, if there was one: a group that was made again since was missing for this call, and one that went since was there. */
function wasMissing({ facts }: Trail, { source, ...report }: SourceReport): boolean {
  const isMissing = report.state === "failed" && report.problem.code === "log-group-missing";
  if (facts?.seen?.missingLogs.includes(source)) return report.state !== "ok";
  return isMissing && !facts?.seen?.isSettled;
}

function changedSince({ facts }: Trail, missing: readonly SourceReport[]): Pick<Finding, "since"> {
  const again = missing.filter(({ state }) => state === "empty").map(({ title }) => title);
  if (!facts?.seen || again.length === 0) return {};
  const change = `The log group exists again: ${again.join(", ")}.`;
  return { since: { seenAt: facts.seen.at, code: "log-group-made", change } };
}

function signsOf(trail: Trail, { source, hop }: SourceReport): TrailEvent[] {
  const [kind] = source.split(":");
  if (kind === "flow-log") return cameIn(trail) ? eventsOf(trail, "contact-record").slice(0, 1) : [];
  if (kind === "sip-messages") {
    // An account can have several connectors: the messages of one show that the call didn't need the others.
    const isInOther = trail.sources.some(
      (other) => other.source.split(":")[0] === kind && other.state === "ok" && other.events.length > 0,
    );
    return isInOther ? [] : transfersOf(trail).filter((event) => !goesByPhone(event));
  }
  if (kind === "api-access-log")
    return trail.events.filter(
      (event) => (event.hop === "store" || event.hop === "api") && event.source !== source,
    );
  if (kind !== "lambda-log") return [];
  // A post in the table came through the store function, and through the authorizer before it.
  const told = trail.events.filter((event) => event.hop === (hop === "api" ? "store" : hop));
  // What a vendor tells of its own part shows nothing of our function.
  const ofVendors = trail.sources.filter(({ clock }) => clock).map((one) => one.source);
  return told.filter(
    (event) => event.source.split(":")[0] !== "lambda-log" && !ofVendors.includes(event.source),
  );
}
