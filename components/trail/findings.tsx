import { StateMark } from "@/components/ui/state";
import type { Finding, Trail } from "@/lib/trail/event";
import { addressOfEvent } from "./event-address";

/** What the trail shows to be wrong, with the evidence and the next thing to do. */
export function Findings({ trail }: { trail: Trail }) {
  if (trail.findings.length === 0) return null;
  return (
    <div className="flex flex-col gap-2" data-testid="findings">
      {trail.findings.map((finding) => (
        <FindingNotice key={finding.code} finding={finding} trail={trail} />
      ))}
    </div>
  );
}

function FindingNotice({ finding, trail }: { finding: Finding; trail: Trail }) {
  const isBad = finding.severity === "bad";
  const places = finding.evidence.flatMap((id) => {
    const place = trail.events.findIndex((event) => event.id === id);
    return place < 0 ? [] : [{ id, number: place + 1 }];
  });
  return (
    <section
      aria-label={finding.title}
      data-finding={finding.code}
      className={`rounded-panel border px-3.5 py-2.5 ${isBad ? "border-bad bg-bad-wash" : "border-attention bg-attention-wash"}`}
    >
      <div className="flex flex-wrap items-start gap-x-2.5">
        <StateMark
          state={isBad ? "bad" : "attention"}
          title={isBad ? "Wrong" : "Attention"}
          className="mt-1"
        />
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold">{finding.title}</h2>
          <p className="text-ink-soft">{finding.cause}</p>
          <p>{finding.nextStep}</p>
        </div>
        {places.length > 0 ? (
          <p className="text-xs text-ink-soft">
            evidence:{" "}
            {places.slice(0, 4).map(({ id, number }) => (
              <a
                key={id}
                href={addressOfEvent(id)}
                className="text-accent underline-offset-2 hover:underline"
              >
                {" "}
                event {number}
              </a>
            ))}
          </p>
        ) : null}
      </div>
    </section>
  );
}
