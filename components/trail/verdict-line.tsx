import type { ReactNode } from "react";
import { StateMark } from "@/components/ui/state";
import { TryAgain } from "@/components/ui/try-again";
import type { UnreadSources, Verdict } from "@/lib/trail/judge-trail";
import { sayVerdict } from "@/lib/trail/say-verdict";

interface VerdictLineProps {
  verdict: Verdict;
  /** How long one waits for it. */
  wait?: ReactNode;
}

/** What can be said of the contact where no finding says it: good only when everything was read and has ended. */
export function VerdictLine({ verdict, wait }: VerdictLineProps) {
  const { kind, unread } = verdict;
  const isUnread = kind === "unread" || kind === "partly-read";
  return (
    <>
      {isUnread || kind === "found" ? null : <Sentence verdict={verdict} wait={wait} />}
      {isUnread || unread.length > 0 ? <UnreadNotice verdict={verdict} /> : null}
    </>
  );
}

function Sentence({ verdict, wait }: VerdictLineProps) {
  const isGood = verdict.kind === "healthy";
  return (
    <p className="flex items-start gap-2.5 text-ink-soft" data-testid="verdict" data-verdict={verdict.kind}>
      <StateMark state={isGood ? "good" : "unknown"} title={isGood ? "Good" : "Not known"} className="mt-1" />
      <span>
        {sayVerdict(verdict)} {wait}
      </span>
    </p>
  );
}

/** That sources could not be read is known, and says nothing of the call: each reason once, with the way to ask again. */
function UnreadNotice({ verdict }: { verdict: Verdict }) {
  const { kind, unread } = verdict;
  const isVerdict = kind === "unread" || kind === "partly-read";
  return (
    <section
      aria-label="Some sources couldn't be read"
      className="flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-panel border border-line-strong bg-panel px-3.5 py-2.5"
      data-testid={isVerdict ? "verdict" : "unread"}
      data-verdict={isVerdict ? kind : undefined}
    >
      <StateMark state="unknown" title="Not known" className="mt-1" />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold">
          {isVerdict ? sayVerdict(verdict) : "Part of this contact couldn't be read."}
        </p>
        {unread.map((reason) => (
          <Reason
            key={`${reason.code} ${reason.wayOut}`}
            reason={reason}
            // Where all of them have one reason, the headline has said which.
            namesSources={kind !== "unread" || unread.length > 1}
          />
        ))}
      </div>
      <TryAgain of="the sources" />
    </section>
  );
}

/** Of many titles the first few say enough; the panel of sources marks each. */
const maxTitles = 3;

function Reason({ reason, namesSources }: { reason: UnreadSources; namesSources: boolean }) {
  const { sentence, wayOut, theirWords, titles } = reason;
  const more = titles.length - maxTitles;
  return (
    <div className="max-w-[92ch] text-ink-soft">
      <p className="break-words">
        {sentence}{" "}
        {namesSources ? (
          <>
            Not read: {titles.slice(0, maxTitles).join(", ")}
            {more > 0 ? ` and ${more} more` : ""}.{" "}
          </>
        ) : null}
        {wayOut}
      </p>
      {theirWords ? (
        <details className="text-xs">
          <summary className="min-h-6 w-fit py-0.5 underline underline-offset-2">Original messages</summary>
          <p className="mt-0.5 font-mono text-2xs break-words">{theirWords}</p>
        </details>
      ) : null}
    </div>
  );
}
