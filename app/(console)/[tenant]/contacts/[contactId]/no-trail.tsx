import { LinkButton } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Problem } from "@/lib/result";

/** An id that is none, or that no instance of this tenant knows: it looks the same for a contact of somebody else. */
export function NoTrail({ problem, slug }: { problem: Problem; slug: string }) {
  return (
    <div data-testid="no-trail">
      <ProblemNotice
        problem={problem}
        state="attention"
        action={<LinkButton href={`/${slug}/contacts`}>Search</LinkButton>}
      />
    </div>
  );
}
