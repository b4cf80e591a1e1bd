import Link from "next/link";
import { AskAdministrator } from "@/components/trail/ask-administrator";
import { addressOfEvent } from "@/components/trail/event-address";
import { StateMark } from "@/components/ui/state";
import type { WatchedCall } from "@/lib/watch/watched-hops";

interface HopFindingProps {
  finding: WatchedCall["findings"][number];
  trailUrl: string | undefined;
}

/** What is wrong, where it went wrong. */
export function HopFinding({ finding, trailUrl }: HopFindingProps) {
  const isBad = finding.severity === "bad";
  const [evidence] = finding.evidence;
  return (
    <section
      aria-label={finding.title}
      data-finding={finding.code}
      className={`mt-2 flex items-start gap-2.5 rounded-control border px-3 py-2 ${isBad ? "border-bad bg-bad-wash" : "border-attention bg-attention-wash"}`}
    >
      <StateMark state={isBad ? "bad" : "attention"} title={isBad ? "Wrong" : "Attention"} className="mt-1" />
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">{finding.title}</h3>
        <p className="text-ink-soft">{finding.cause}</p>
        <p className="mt-1">
          <span className="font-medium">Next: </span>
          {finding.nextStep}
          {finding.link ? (
            <>
              {" "}
              <Link
                href={finding.link.href}
                prefetch={false}
                className="text-accent underline underline-offset-2"
              >
                Open {finding.link.label}
              </Link>
            </>
          ) : null}
        </p>
        {finding.ask ? <AskAdministrator {...finding.ask} /> : null}
        {trailUrl && evidence !== undefined ? (
          <Link
            href={`${trailUrl}${addressOfEvent(evidence)}`}
            prefetch={false}
            className="mt-1 inline-block min-h-6 py-0.5 text-xs text-accent underline underline-offset-2"
          >
            Open in trail
          </Link>
        ) : null}
      </div>
    </section>
  );
}
