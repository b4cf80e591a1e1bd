import { sayValue } from "@/components/contacts/contact-words";
import { formatDuration } from "@/components/ui/format-time";
import { Time } from "@/components/ui/time";
import type { ScreenReport } from "@/lib/contacts/trail/screen-report";
import { contactValue } from "@/lib/trail/systems/contact-record/contact-record-events";

/** The contact in one line: what it was, from whom, when, and for how long. */
export async function ContactFacts({ record }: { record: Promise<ScreenReport> }) {
  const report = await record;
  if (report.state === "failed") return null;
  const channel = contactValue(report, "Channel");
  const method = contactValue(report, "InitiationMethod");
  const caller = contactValue(report, "CustomerEndpoint");
  const called = contactValue(report, "SystemEndpoint");
  const began = contactValue(report, "InitiationTimestamp");
  const ended = contactValue(report, "DisconnectTimestamp");
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-ink-soft" data-testid="contact-facts">
      {channel ? (
        <span>
          {[sayValue(channel), method && (methods[method] ?? sayValue(method))].filter(Boolean).join(", ")}
        </span>
      ) : null}
      {caller ? (
        <span>
          from <span className="tabular-nums">{caller}</span>
          {called ? (
            <>
              {" "}
              to <span className="tabular-nums">{called}</span>
            </>
          ) : null}
        </span>
      ) : null}
      {began ? (
        <span>
          <Time at={began} />
          {ended ? `, ${formatDuration(Date.parse(ended) - Date.parse(began))}` : ", still in progress"}
        </span>
      ) : null}
    </p>
  );
}

const methods: Record<string, string> = {
  API: "by API",
  TRANSFER: "transferred",
  QUEUE_TRANSFER: "to another queue",
};
