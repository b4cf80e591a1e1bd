import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { storedPosts, vainRetrievals } from "@/lib/trail/findings/retrievals";
import { atStart, wordsOf } from "@/lib/trail/findings/vendor-words";
import { metadataStored } from "@/lib/trail/systems/metadata/metadata-events";

/** It was posted under another contact id than the one that the flow asked with. */
export const metadataElsewhere = defineFinding({
  code: "metadata-elsewhere",
  name: "Metadata for another contact id",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const words = wordsOf(trail);
  const vain = vainRetrievals(trail);
  const posts = storedPosts(trail);
  const other = posts.find(({ contactId }) => contactId !== trail.contactId);
  if (!other || posts.some(({ contactId }) => contactId === trail.contactId)) return [];
  // The table is read under the ids of the call, and else by the vendor's session.
  const ofSameCall = metadataStored.is(other) && !other.facts.isStray;
  // Another id of the call may be the right one, as long as the flow asks with it.
  if (ofSameCall && vain.length === 0) return [];
  return [
    {
      severity: "bad",
      facts: { reason: ofSameCall ? "other-id-of-call" : "no-id-of-call", storedUnder: other.contactId },
      title: `${atStart(words.title)} posted the metadata for another contact id`,
      cause: ofSameCall
        ? `The metadata was stored under ${other.contactId}, another id of the same call, and the flow asked with ${trail.contactId}: a transfer gives the call a new id.`
        : `The metadata was stored under ${other.contactId}, which is no id of this call.`,
      ...(ofSameCall
        ? {
            nextStep:
              "In Amazon Connect open Routing › Flows › the flow, and let the block that asks for the metadata send the id that the call had when it went to the voice agent, as its parameter contactId.",
          }
        : atIntegration(
            trail,
            "Guide",
            `Compare ${words.idSource} with {screen}: the contact id must come from the header X-Amzn-ConnectContactId of this very call, and be kept in its session and nowhere that calls share.`,
          )),
      evidence: ids([...posts, ...vain]),
    },
  ];
}
