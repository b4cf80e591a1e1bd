import type { Trail } from "@/lib/trail/event";
import { type FindingRule, ids, rawMember, writeMoment } from "@/lib/trail/findings/finding-rule";
import { missingMetadata } from "@/lib/trail/findings/missing-metadata";

/** No metadata came, and while the call went on the API turned a post away. It is not told whose: so it is the likely cause. */
export const authorizerDenied: FindingRule = (trail, now) => {
  const missing = missingMetadata(trail, now);
  const denied = trail.events.filter(
    ({ hop, severity, source }) =>
      hop === "api" && (severity === "attention" || severity === "bad") && source !== "flow-log",
  );
  // A post that came as far as the store function had the right token.
  if (!missing || denied.length === 0 || trail.events.some(({ hop }) => hop === "store")) return [];
  const noToken = denied.some((event) => rawMember(event, "reason") === "no-token-set");
  return [
    {
      code: "authorizer-denied",
      severity: "bad",
      title: "The API most likely refused Kore's post",
      cause: noToken
        ? "While the call went on the API refused a post: the authorizer has no token set, so that it refuses every one."
        : `While the call went on the API refused a post because of its token.${ageOfToken(trail)}`,
      nextStep: noToken
        ? "Deploy the integration again: that gives the authorizer its token."
        : "Reveal the token in Patchbay in the integration's guide, copy it into the header authorizationToken of Kore's Service node, and publish the bot. After a rotation deploy the integration first.",
      evidence: ids([...denied, ...missing]),
    },
  ];
};

function ageOfToken({ facts }: Trail): string {
  if (facts?.tokenRotatedAt) return ` The token was last rotated at ${writeMoment(facts.tokenRotatedAt)}.`;
  if (facts?.tokenMadeAt)
    return ` The token was never rotated; it is from ${writeMoment(facts.tokenMadeAt)}.`;
  return "";
}
