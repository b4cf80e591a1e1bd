import type { Finding, Trail, TrailEvent } from "@/lib/trail/event";
import {
  defineFinding,
  endOfCall,
  type FoundTrouble,
  formatMoment,
  ids,
  rawMember,
} from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { isServedByBot, missingMetadata } from "@/lib/trail/findings/missing-metadata";
import { endOfTransfer, transfersOf } from "@/lib/trail/findings/transfers";
import { wordsOf } from "@/lib/trail/findings/vendor-words";

/**
 * While the call was with the voice agent the API turned a post away. Where that was this call's, it is told at once. Where
 * it may be another's, it is a possible cause of metadata that has not come, for which late lines are waited for.
 */
export const authorizerDenied = defineFinding({ code: "authorizer-denied", name: "Post refused", find });

function find(trail: Trail, now: Date): FoundTrouble[] {
  const refusals = (events: TrailEvent[]) =>
    events.filter(
      (event) =>
        event.hop === "api" &&
        (event.severity === "attention" || event.severity === "bad") &&
        event.source !== "flow-log" &&
        isWhileWithAgent(trail, event),
    );
  const certain = refusals(trail.events);
  const isCertain = certain.length > 0;
  const denied = isCertain ? certain : refusals(trail.uncertain);
  // A post that came as far as the store function had the right token.
  if (denied.length === 0 || trail.events.some(({ hop }) => hop === "store")) return [];
  const missing = missingMetadata(trail, now);
  if (!missing && !(isCertain && !isServedByBot(trail))) return [];
  return [
    {
      severity: isCertain ? "bad" : "attention",
      title: `The API ${isCertain ? "refused" : "may have refused"} ${wordsOf(trail).title}'s post`,
      ...explain(trail, denied, isCertain),
      evidence: ids([...denied, ...(missing ?? [])]),
    },
  ];
}

function explain(trail: Trail, denied: TrailEvent[], isCertain: boolean): Explanation {
  const refusal = explainRefusal(trail, denied);
  const told = { ...refusal, facts: { ...refusal.facts, isCertain } };
  if (isCertain) return told;
  return {
    ...told,
    cause: `No metadata arrived for this call. ${told.cause} Other calls were in progress, so the post may have been for one of them. In that case, nothing was posted for this call.`,
  };
}

type Explanation = Pick<Finding, "facts" | "cause" | "nextStep" | "needs" | "link">;

function explainRefusal(trail: Trail, denied: TrailEvent[]): Explanation {
  const { poster, publish, tokenPlace } = wordsOf(trail);
  if (denied.some((event) => rawMember(event, "reason") === "no-token-set")) {
    return {
      facts: { reason: "no-token-set" },
      cause:
        "During the call, the API refused a post: the authorizer has no token, so it refuses every post.",
      ...atIntegration(
        trail,
        "",
        "In {screen}, choose “Plan changes” and deploy the plan. This sets the authorizer's token.",
      ),
    };
  }
  const statuses = denied.map((event) => Number(rawMember(event, "status") ?? 403));
  if (denied.some(isOfToken)) {
    return {
      facts: { reason: "token", wasRotated: trail.facts?.tokenRotatedAt !== undefined },
      cause: `During the call, the API refused a post because of its token.${ageOfToken(trail)}`,
      ...atIntegration(
        trail,
        "Guide",
        `If the token was rotated since the last deployment, deploy first. Then copy the token from {screen} into ${tokenPlace}${publish ? `, and ${publish}` : ""}.`,
        "secret:reveal",
      ),
    };
  }
  if (statuses.includes(429)) {
    return {
      facts: { reason: "too-many-requests" },
      cause: "During the call, the API received more requests than API Gateway allows at once (429).",
      nextStep: `In the AWS console, check the limits under API Gateway › the API › Stages, and what else posts to the API. Configure a retry for ${poster}.`,
      needs: "elsewhere",
    };
  }
  return {
    facts: { reason: "failed", ...(statuses.length > 0 && { status: statuses.at(-1) }) },
    cause: `During the call, a post failed in the API before it reached the store function. The API returned ${statuses.at(-1) ?? "an error"}.`,
    ...atIntegration(
      trail,
      "",
      "Read the authorizer's log lines in this trail. Then, in {screen}, choose “Plan changes”: the plan shows whether the authorizer or the API was changed outside Patchbay.",
    ),
  };
}

/** API Gateway answers 403 for other reasons too: a firewall's rule, a path or a method that it does not have. */
function isOfToken(event: TrailEvent): boolean {
  const status = Number(rawMember(event, "status") ?? 403);
  const errorType = rawMember(event, "errorType") ?? "-";
  return status === 401 || (status === 403 && /^(-|ACCESS_DENIED|UNAUTHORIZED)$/.test(String(errorType)));
}

/** Clocks of the services differ a little. */
const clockSlackMs = 1_000;

/** A voice agent posts before it gives the caller back: what the API refused before or after that was for another call. */
function isWhileWithAgent(trail: Trail, { at }: TrailEvent): boolean {
  const atMs = Date.parse(at);
  return transfersOf(trail).some((start) => {
    const endMs = Date.parse(endOfTransfer(trail, start)?.at ?? endOfCall(trail)?.event.at ?? at);
    return atMs >= Date.parse(start.at) - clockSlackMs && atMs <= endMs + clockSlackMs;
  });
}

function ageOfToken({ facts }: Trail): string {
  if (facts?.tokenRotatedAt) return ` The token was last rotated on ${formatMoment(facts.tokenRotatedAt)}.`;
  if (facts?.tokenMadeAt)
    return ` The token was never rotated. It was created on ${formatMoment(facts.tokenMadeAt)}.`;
  return "";
}
