import type { Trail, TrailEvent } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { missingMetadata } from "@/lib/trail/findings/missing-metadata";
import { atStart, wordsOf } from "@/lib/trail/findings/vendor-words";

/** The agent got the call without metadata, and nothing says more than that no post was stored. */
export const metadataNeverPosted = defineFinding({
  code: "kore-never-posted",
  name: "Metadata never posted",
  find,
});

function find(trail: Trail, now: Date): FoundTrouble[] {
  const missing = missingMetadata(trail, now);
  if (!missing) return [];
  const words = wordsOf(trail);
  const isStore = ({ hop }: TrailEvent) => hop === "store";
  const certain = trail.events.filter(isStore);
  // A post whose contact id cannot be read names no contact.
  const refusedStores = certain.length > 0 ? certain : trail.uncertain.filter(isStore);
  const last = refusedStores.at(-1)?.title ?? "";
  const [cause, nextStep] = refusedStores.length
    ? [
        certain.length > 0
          ? `${atStart(words.title)} posted, and the store function refused it: ${last}.`
          : `At that time, the store function refused a post, which may have been for this call or another: ${last}.`,
        `Correct the body or the contactId of ${words.poster} as shown in {screen}.`,
      ]
    : [
        `${atStart(words.title)} posted nothing for this call. Either ${words.poster} failed or never ran, it was for another contact ID, or the voice agent served the caller completely, in which case nothing is posted.`,
        words.checkPost,
      ];
  return [
    {
      severity: "attention",
      facts: { reason: refusedStores.length > 0 ? "refused" : "nothing-came", isCertain: certain.length > 0 },
      title: "The agent got this call without metadata",
      cause,
      ...atIntegration(trail, "Guide", nextStep),
      evidence: ids([...missing, ...refusedStores]),
    },
  ];
}
