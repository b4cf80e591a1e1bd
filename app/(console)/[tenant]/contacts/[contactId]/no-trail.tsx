import { LinkButton } from "@/components/ui/link-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { TryAgain } from "@/components/ui/try-again";
import type { Problem } from "@/lib/kernel/result";

/** They stay the same, however often they are asked for. */
const answers: ReadonlySet<string> = new Set(["contact-id-invalid", "contact-unknown", "no-aws-connection"]);

/**
 * An id that is none, or that no instance of this tenant knows: it looks the same for a contact of somebody else. A
 * well-formed one goes on to the search, which tries it as the vendors' ids too.
 */
export function NoTrail({ problem, slug, id }: { problem: Problem; slug: string; id?: string }) {
  return (
    <div data-testid="no-trail">
      <ProblemNotice
        problem={problem}
        state="attention"
        action={
          <div className="flex flex-wrap gap-2">
            {answers.has(problem.code) ? null : <TryAgain of="the contact center" />}
            <LinkButton size="small" href={`/${slug}/contacts${id ? `?id=${id}` : ""}`}>
              Search
            </LinkButton>
          </div>
        }
      />
    </div>
  );
}
