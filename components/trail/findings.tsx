import Link from "next/link";
import { StateMark } from "@/components/ui/state";
import type { Finding } from "@/lib/trail/event";
import { addressOfEvent } from "./event-address";

interface FindingsProps {
  findings: readonly Finding[];
  /** The number of an event in the trail, from 1. */
  placeOf: (eventId: string) => number | undefined;
  failedSources: number;
  /** Nothing more will arrive. */
  isSettled: boolean;
}

/** What the trail shows to be wrong, with the evidence and the next thing to do. */
export function Findings({ findings, placeOf, failedSources, isSettled }: FindingsProps) {
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2.5 text-ink-soft" data-testid="no-findings">
        <StateMark
          state={failedSources > 0 ? "unknown" : "good"}
          title={failedSources > 0 ? "Not known" : "Good"}
        />
        {isSettled ? "Nothing wrong was found on this trail." : "Nothing wrong so far."}
        {failedSources > 0 ? " Not every source could be read." : ""}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2" data-testid="findings">
      {findings.map((finding) => (
        <FindingNotice key={`${finding.code} ${finding.title}`} finding={finding} placeOf={placeOf} />
      ))}
    </div>
  );
}

/** Of a long list of evidence the first few lead to the rest. */
const mostPlaces = 4;

function FindingNotice({ finding, placeOf }: { finding: Finding } & Pick<FindingsProps, "placeOf">) {
  const isBad = finding.severity === "bad";
  const places = finding.evidence.flatMap((id) => {
    const number = placeOf(id);
    return number === undefined ? [] : [{ id, number }];
  });
  return (
    <section
      aria-label={finding.title}
      data-finding={finding.code}
      className={`rounded-panel border px-3.5 py-2.5 ${isBad ? "border-bad bg-bad-wash" : "border-attention bg-attention-wash"}`}
    >
      <div className="flex flex-wrap items-start gap-x-2.5 gap-y-1">
        <StateMark
          state={isBad ? "bad" : "attention"}
          title={isBad ? "Wrong" : "Attention"}
          className="mt-1"
        />
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold">{finding.title}</h2>
          <p className="max-w-[92ch] text-ink-soft">{finding.cause}</p>
          <p className="mt-1 max-w-[92ch]">
            <span className="font-medium">Next: </span>
            {finding.nextStep}
            {finding.link ? (
              <>
                {" "}
                <Link
                  href={finding.link.href}
                  prefetch={false}
                  className="text-accent underline-offset-2 hover:underline"
                >
                  Open {finding.link.label}
                </Link>
              </>
            ) : null}
          </p>
        </div>
        {places.length > 0 ? (
          <p className="flex flex-wrap gap-x-2 text-xs text-ink-soft">
            evidence:
            {places.slice(0, mostPlaces).map(({ id, number }) => (
              <a
                key={id}
                href={addressOfEvent(id)}
                className="text-accent underline-offset-2 hover:underline"
              >
                event {number}
              </a>
            ))}
            {places.length > mostPlaces ? <span>and {places.length - mostPlaces} more</span> : null}
          </p>
        ) : null}
      </div>
    </section>
  );
}
