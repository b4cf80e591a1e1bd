import { type FindingRule, ids, rawMember } from "@/lib/trail/findings/finding-rule";
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
  const rotatedAt = trail.facts?.tokenRotatedAt;
  const rotated = rotatedAt ? ` The token was last changed at ${rotatedAt}.` : "";
  return [
    {
      code: "authorizer-denied",
      severity: "bad",
      title: "The API most likely refused Kore's post",
      cause: noToken
        ? "While the call went on the API refused a post: the authorizer has no token set, so that it refuses every one."
        : `While the call went on the API refused a post because of its token.${rotated}`,
      nextStep: noToken
        ? "Deploy the integration again: that gives the authorizer its token."
        : "Copy the token from the guide into the header authorizationToken of Kore's Service node, and publish the bot.",
      evidence: ids([...denied, ...missing]),
    },
  ];
};
