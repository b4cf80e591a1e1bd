import { eventsOf, type FindingRule, ids, isSettled, report } from "@/lib/trail/findings/finding-rule";

/**
 * The call was with the voice agent and then went on to people, but no metadata came. A call that the bot served to
 * the end has none either, and is healthy: so this is said only when the caller was handed on.
 */
export const koreNeverPosted: FindingRule = (trail, now) => {
  const metadata = report(trail, "metadata");
  const transferred = eventsOf(trail, "flow-log", "sip").filter((event) => event.severity === "good");
  const stored = trail.events.some((event) => event.hop === "store" && event.severity === "good");
  const queued = trail.events.filter((event) => event.hop === "queue" && event.severity === "good");
  if (metadata?.state !== "empty" || transferred.length === 0 || queued.length === 0 || stored) return [];
  if (!isSettled(trail, now)) return [];
  const refusedStores = trail.events.filter((event) => event.hop === "store");
  const refusedTokens = trail.events.filter((event) => event.hop === "api" && event.severity === "attention");
  const [cause, nextStep] = refusedStores.length
    ? [
        `Kore posted, and the store function refused it: ${refusedStores.at(-1)?.title ?? ""}.`,
        "Correct the body or the contactId of Kore's Service node as the guide shows it.",
      ]
    : refusedTokens.length
      ? [
          "While the call went on the API refused a post because of its token.",
          "Copy the token from the guide into the header authorizationToken of Kore's Service node, and publish the bot.",
        ]
      : [
          "Kore posted nothing for this call. Either its Service node failed or never ran, or the bot served the caller to the end, which posts nothing.",
          "See in the Agent Transfer dialog that the Script and Service nodes stand before the transfer, that the URL is the guide's, and that the bot is published.",
        ];
  return [
    {
      code: "kore-never-posted",
      severity: "attention",
      title: "The agent got this call without metadata",
      cause,
      nextStep,
      evidence: ids([...transferred, ...refusedStores, ...refusedTokens, ...queued.slice(0, 1)]),
    },
  ];
};
