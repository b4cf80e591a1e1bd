import type { TrailEvent } from "@/lib/trail/event";
import { type FindingRule, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { missingMetadata } from "@/lib/trail/findings/missing-metadata";

/** The agent got the call without metadata, and nothing says more than that no post was stored. */
export const koreNeverPosted: FindingRule = (trail, now) => {
  const missing = missingMetadata(trail, now);
  if (!missing) return [];
  const isStore = ({ hop }: TrailEvent) => hop === "store";
  const certain = trail.events.filter(isStore);
  // A post whose contact id cannot be read names no contact.
  const refusedStores = certain.length > 0 ? certain : trail.uncertain.filter(isStore);
  const last = refusedStores.at(-1)?.title ?? "";
  const [cause, nextStep] = refusedStores.length
    ? [
        certain.length > 0
          ? `Kore posted, and the store function refused it: ${last}.`
          : `At that time the store function refused a post, which may have been this call's or another's: ${last}.`,
        "Correct the body or the contactId of Kore's Service node as {screen} shows it.",
      ]
    : [
        "Nothing came from Kore for this call. Its Service node failed or never ran, it posted for another contact id, or the bot served the caller to the end, which posts nothing.",
        "See in the Agent Transfer dialog that the Script and Service nodes stand before the transfer, that its URL and contactId are those of {screen}, and that the bot is published.",
      ];
  return [
    {
      code: "kore-never-posted",
      severity: "attention",
      facts: { reason: refusedStores.length > 0 ? "refused" : "nothing-came", isCertain: certain.length > 0 },
      title: "The agent got this call without metadata",
      cause,
      ...atIntegration(trail, "Guide", nextStep),
      evidence: ids([...missing, ...refusedStores]),
    },
  ];
};
