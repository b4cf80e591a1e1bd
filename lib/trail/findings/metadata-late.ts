import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, secondsBetween } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { storedPosts, vainRetrievals } from "@/lib/trail/findings/retrievals";
import { atStart, wordsOf } from "@/lib/trail/findings/vendor-words";

/** The voice agent posted, but only after the flow had asked and gone on. */
export const metadataLate = defineFinding({ code: "metadata-late", name: "Metadata arrived too late", find });

function find(trail: Trail): FoundTrouble[] {
  const vain = vainRetrievals(trail);
  const posts = storedPosts(trail).filter(({ contactId }) => contactId === trail.contactId);
  const [first] = posts;
  const last = vain.at(-1);
  const words = wordsOf(trail);
  // Revisions share one entry, so only the function's own lines show an earlier post; the earliest of all decides.
  if (!first || !last || Date.parse(first.at) <= Date.parse(last.at)) return [];
  return [
    {
      severity: "bad",
      facts: { seconds: secondsBetween(last, first) },
      title: `${atStart(words.title)} posted the metadata too late`,
      cause: `The flow looked for the metadata ${secondsBetween(last, first)} seconds before the post was stored, and continued without it.`,
      ...atIntegration(
        trail,
        "Guide",
        `${words.postSooner} The retrieve function waits for two seconds, not longer.`,
      ),
      evidence: ids([...vain, ...posts]),
    },
  ];
}
