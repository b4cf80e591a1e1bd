import { type FindingRule, ids, secondsBetween } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { storedPosts, vainRetrievals } from "@/lib/trail/findings/retrievals";

/** Kore posted, but only after the flow had asked and gone on. */
export const metadataLate: FindingRule = (trail) => {
  const vain = vainRetrievals(trail);
  const posts = storedPosts(trail).filter(({ contactId }) => contactId === trail.contactId);
  const [first] = posts;
  const last = vain.at(-1);
  // Revisions share one entry, so only the function's own lines show an earlier post; the earliest of all decides.
  if (!first || !last || Date.parse(first.at) <= Date.parse(last.at)) return [];
  return [
    {
      code: "metadata-late",
      severity: "bad",
      facts: { seconds: secondsBetween(last, first) },
      title: "Kore posted the metadata too late",
      cause: `The flow asked for the metadata ${secondsBetween(last, first)} seconds before Kore's post was stored, and went on without it.`,
      ...atIntegration(
        trail,
        "Guide",
        "In Kore's Agent Transfer dialog let the Service node run before the node that ends the call, and wait for its answer, as {screen} shows it; the retrieve function looks for two seconds, not longer.",
      ),
      evidence: ids([...vain, ...posts]),
    },
  ];
};
