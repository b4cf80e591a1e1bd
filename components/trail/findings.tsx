import Link from "next/link";
import type { ReactNode } from "react";
import { StateMark } from "@/components/ui/state";
import { TextWithTimes } from "@/components/ui/text-with-times";
import { Time } from "@/components/ui/time";
import type { Finding } from "@/lib/trail/event";
import { evidencePlaces } from "@/lib/trail/evidence-places";
import { addressOfEvent } from "./event-address";
import { nameUncertain } from "./name-uncertain";

/** Where the block at which a finding shows is looked at. */
export interface BlockLinks {
  identifier: string;
  /** In the flow's graph of this console. */
  href: string;
  /** The flow in Amazon Connect's own editor. */
  connectUrl?: string | undefined;
}

interface ShownFinding extends Finding {
  blockLinks?: BlockLinks | undefined;
  /** When all of the call had been read without it: ISO 8601. */
  notFoundAt?: string | undefined;
  /** Below the next step. */
  footer?: ReactNode;
}

interface FindingsProps {
  findings: readonly ShownFinding[];
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
  const others = uncertain.flatMap(({ id }, index) =>
    evidence.includes(id) ? [{ id, label: `event ${nameUncertain(index)}` }] : [],
  );
  return [...certain, ...others];
}

/** Of a long list of evidence the first few lead to the rest. */
const maxPlaces = 4;

interface FindingNoticeProps {
  finding: FindingsProps["findings"][number];
  places: readonly Place[];
}

const linkLook = "text-accent underline underline-offset-2";

function FindingNotice({ finding, places }: FindingNoticeProps) {
  const { blockLinks, notFoundAt } = finding;
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
          <p className="max-w-[92ch] text-ink-soft">
            <TextWithTimes text={finding.cause} />
          </p>
          {notFoundAt ? (
            <p className="mt-1 max-w-[92ch] font-medium" data-testid="not-found-at">
              This wasn't found on <Time at={notFoundAt} />, when the whole call was read. The account or its
              logs have changed since, so it may not be true of this call.
            </p>
          ) : null}
          {finding.since ? (
            <p className="mt-1 max-w-[92ch] text-ink-soft" data-testid="since">
              Based on the state on <Time at={finding.since.seenAt} />. It has changed since:{" "}
              <TextWithTimes text={finding.since.change} />
            </p>
          ) : null}
          <p className="mt-1 max-w-[92ch]">
            <span className="font-medium">Next: </span>
            <TextWithTimes text={finding.nextStep} />
            {finding.link ? (
              <>
                {" "}
                <Link href={finding.link.href} prefetch={false} className={linkLook}>
                  Open {finding.link.label}
                </Link>
              </>
            ) : null}
          </p>
          {blockLinks ? (
            <p className="mt-1 flex flex-wrap gap-x-3">
              <Link href={blockLinks.href} prefetch={false} className={linkLook}>
                Open the block {blockLinks.identifier}
              </Link>
              {blockLinks.connectUrl ? (
                <a href={blockLinks.connectUrl} target="_blank" rel="noreferrer" className={linkLook}>
                  Open the flow in Amazon Connect<span className="sr-only"> (opens another tab)</span>
                </a>
              ) : null}
            </p>
          ) : null}
          {finding.footer}
        </div>
        {places.length > 0 ? (
          <p className="flex flex-wrap gap-x-2 text-xs text-ink-soft">
            evidence:
            {places.slice(0, maxPlaces).map(({ id, label }) => (
              <a key={id} href={addressOfEvent(id)} className={linkLook}>
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

interface FoundEarlierProps {
  /** ISO 8601. */
  seenAt: string;
  names: readonly string[];
  /** All sources could be read this time. */
  isRead: boolean;
}

/** What was found once stays found: the account, or its logs, are different today, or can't be read. */
export function FoundEarlier({ seenAt, names, isRead }: FoundEarlierProps) {
  return (
    <section
      aria-label="Found earlier"
      data-testid="found-earlier"
      className="flex items-start gap-2.5 rounded-panel border border-attention bg-attention-wash px-3.5 py-2.5"
    >
      <StateMark state="attention" title="Attention" className="mt-1" />
      <div className="min-w-0">
        <h2 className="font-semibold">Found earlier: {names.join(", ")}</h2>
        <p className="max-w-[92ch] text-ink-soft">
          This was found on <Time at={seenAt} />.{" "}
          {isRead
            ? "Today the account or its logs are different, and no longer show it."
            : "It can't be checked now, because not every source could be read."}
        </p>
      </div>
    </section>
  );
}
