"use client";

import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { saveTranscripts } from "./actions";

/** One switch: what it is now, and the button that changes it. */
export function TranscriptsForm({ slug, isAllowed }: { slug: string; isAllowed: boolean }) {
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex flex-col gap-2.5">
      <p role="status" className="font-medium" data-testid="support-transcripts">
        {isAllowed ? "Support can see transcripts." : "Support can't see transcripts."}
      </p>
      <p className="text-ink-soft">
        What a voice agent said is often the cause of a problem. Transcripts stay hidden until someone shows
        them for a contact, and each time is recorded in the audit log. For the role Support, phone numbers,
        card numbers, email addresses, and keyed digits stay masked. A name or a number in words that someone
        says is shown.
      </p>
      <div>
        <Button
          busy={isBusy}
          onClick={() =>
            void run(
              () => saveTranscripts(slug, { isAllowed: !isAllowed }),
              () => undefined,
            )
          }
        >
          {isAllowed ? "Hide transcripts from Support" : "Let Support see transcripts"}
        </Button>
      </div>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
