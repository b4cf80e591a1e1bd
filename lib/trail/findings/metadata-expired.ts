import type { Trail, TrailEvent } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, rawMember } from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { storedPosts, vainRetrievals } from "@/lib/trail/findings/retrievals";

/** The metadata was there, and older than it may be when the flow asked. Expiring afterwards is healthy. */
export const metadataExpired = defineFinding({ code: "metadata-expired", name: "Metadata expired", find });

function find(trail: Trail): FoundTrouble[] {
  const vain = vainRetrievals(trail);
  const posts = storedPosts(trail).filter(({ contactId }) => contactId === trail.contactId);
  const saysSo = vain.some((event) => functionFacts(event).isExpired);
  const expired = posts.filter((post) => vain.some((event) => isExpiredAt(post, event)));
  if (vain.length === 0 || (!saysSo && expired.length === 0)) return [];
  return [
    {
      severity: "bad",
      title: "The metadata had expired when the flow looked for it",
      cause: "The metadata was stored, but it expired before the call returned to the flow.",
      ...atIntegration(
        trail,
        "Settings",
        "In {screen}, set the retention time longer than your longest call, and deploy. Also check that nothing else writes expiresAt to the table.",
      ),
      evidence: ids([...posts, ...vain]),
    },
  ];
}

function isExpiredAt(post: TrailEvent, asked: TrailEvent): boolean {
  const expiresAtSeconds = Number(rawMember(post, "expiresAt") ?? Number.NaN);
  return expiresAtSeconds * 1000 <= Date.parse(asked.at);
}
