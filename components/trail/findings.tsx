import Link from "next/link";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { Finding } from "@/lib/trail/event";
import { evidencePlaces } from "@/lib/trail/evidence-places";
import { addressOfEvent } from "./event-address";

interface FindingsProps {
  findings: readonly Finding[];
  /** The time line's events, in its order. */
  events: readonly { id: string }[];
  /** Those that may be another call's. */
  uncertain: readonly { id: string }[];
}

/** What the trail shows to be wrong, with the evidence and the next thing to do. */
export function Findings({ findings, events, uncertain }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <div className="flex flex-col gap-2" data-testid="findings">
      {findings.map((finding) => (
        <FindingNotice
          key={`${finding.code} ${finding.title}`}
          finding={finding}
          places={placesOf(finding, events, uncertain)}
        />
      ))}
    </div>
  );
}

interface Place {
  id: string;
  label: string;
}

/** In the order of the timeline, each once. */
function placesOf(
  { evidence }: Finding,
  events: FindingsProps["events"],
  uncertain: FindingsProps["uncertain"],
): Place[] {
  const certain = evidencePlaces(events, evidence).flatMap((place) => {
    const id = events[place - 1]?.id;
    return id === undefined ? [] : [{ id, label: `event ${place}` }];
  });
  const others = uncertain
    .filter(({ id }) => evidence.includes(id))
    .map(({ id }) => ({ id, label: "event of that time" }));
  return [...certain, ...others];
}

/** Of a long list of evidence the first few lead to the rest. */
const maxPlaces = 4;

function FindingNotice({ finding, places }: { finding: Finding; places: readonly Place[] }) {
  const isBad = finding.severity === "bad";
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
          {finding.since ? (
            <p className="mt-1 max-w-[92ch] text-ink-soft" data-testid="since">
              Based on the state at <Time at={finding.since.seenAt} />. It has changed since:{" "}
              {finding.since.change}
            </p>
          ) : null}
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
            {places.slice(0, maxPlaces).map(({ id, label }) => (
              <a
                key={id}
                href={addressOfEvent(id)}
                className="text-accent underline-offset-2 hover:underline"
              >
                {label}
              </a>
            ))}
            {places.length > maxPlaces ? <span>and {places.length - maxPlaces} more</span> : null}
          </p>
        ) : null}
      </div>
    </section>
  );
}
