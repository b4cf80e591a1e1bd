import { LinkButton } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Problem } from "@/lib/result";

/**
 * An id that is none, or that no instance of this tenant knows: it looks the same for a contact of somebody else. A
 * well-formed one goes on to the search, which tries it as a Kore session's and an ASAPP transfer's too.
 */
export function NoTrail({ problem, slug, id }: { problem: Problem; slug: string; id?: string }) {
  return (
    <div data-testid="no-trail">
      <ProblemNotice
        problem={problem}
        state="attention"
        action={<LinkButton href={`/${slug}/contacts${id ? `?id=${id}` : ""}`}>Search</LinkButton>}
      />
    </div>
  );
}
