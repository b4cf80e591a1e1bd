import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { storedPosts, vainRetrievals } from "@/lib/trail/findings/retrievals";
import { atStart, wordsOf } from "@/lib/trail/findings/vendor-words";
import { metadataStored } from "@/lib/trail/systems/metadata/metadata-events";

/** It was posted under another contact id than the one that the flow asked with. */
export const metadataElsewhere = defineFinding({
  code: "metadata-elsewhere",
  name: "Metadata for another contact ID",
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
      title: `${atStart(words.title)} posted the metadata under another contact ID`,
      cause: ofSameCall
        ? `The metadata was stored under ${other.contactId}, another ID of the same call, but the flow looked for ${trail.contactId}. A transfer gives the call a new ID.`
        : `The metadata was stored under ${other.contactId}, which isn't an ID of this call.`,
      ...(ofSameCall
        ? {
            nextStep:
              "In Amazon Connect, open Routing › Flows › the flow. In the block that retrieves the metadata, set the parameter contactId to the ID that the call had when it went to the voice agent.",
            needs: "elsewhere",
          }
        : atIntegration(
            trail,
            "Guide",
            `Compare ${words.idSource} with {screen}. The contact ID must come from this call's X-Amzn-ConnectContactId header, and must be stored in the call's session, not in a variable that calls share.`,
          )),
      evidence: ids([...posts, ...vain]),
    },
  ];
}
