import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { NumberResult } from "@/lib/contacts/search/search-number";
import { ContactRows } from "./contact-rows";

interface NumberResultsProps {
  slug: string;
  result: NumberResult;
  onClose(): void;
}

/** The contacts of a caller on a day, and how much of the log was looked at. */
export function NumberResults({ slug, result, onClose }: NumberResultsProps) {
  const { contacts, number, isPart, account, complete, readFrom, scanned, center } = result;
  return (
    <Panel>
      <PanelHeader
        title={isPart ? `Calls from numbers that end with ${number}` : `Calls from ${number}`}
        aside={
          <span role="status" className="text-xs text-ink-soft">
            {contacts.length === 1 ? "1 contact" : `${contacts.length} contacts`} in “{account}”
          </span>
        }
        actions={
          <Button size="small" look="quiet" onClick={onClose}>
            Close
          </Button>
        }
      />
      {complete ? null : (
        <p className="border-b border-line bg-attention-wash px-3.5 py-1.5 text-attention-ink">
          Incomplete: there is more than one search can read. {center ? "The list" : "The flow log"} was read
          back to <Time at={readFrom} />. To find other calls, filter by {center ? "time" : "time and queue"}{" "}
          below.
        </p>
      )}
      {scanned ? (
        <p className="border-b border-line px-3.5 py-1.5 text-xs text-ink-soft">{saySearched(scanned)}</p>
      ) : null}
      {contacts.length > 0 ? (
        <ContactRows slug={slug} contacts={contacts} label="Calls from this number" />
      ) : (
        <EmptyState
          title={
            center
              ? `No ${center.contact} of this day is from ${isPart ? "a number that ends with these digits" : "this number"}`
              : isPart
                ? "No searched contact has a caller's number with these digits"
                : "This number isn't in the day's flow log"
          }
        >
          {center
            ? `The day's list of ${center.title} was searched. Check the number and the day.`
            : "A flow logs a caller's number only where a block uses it, such as the transfer to the voice agent, and only while its log is on. Search by time and queue instead."}
        </EmptyState>
      )}
    </Panel>
  );
}

/** What last digits were looked for in. */
export function saySearched({ read, known }: NonNullable<NumberResult["scanned"]>): string {
  if (known === 0)
    return "Searched: the day's flow log. No contact of the day has been scanned yet, and one that isn't in the flow log is found only after its scan.";
  const records = `${read === known ? known : `${read} of ${known}`} scanned ${known === 1 ? "contact" : "contacts"}`;
  return `Searched: the day's flow log, and the records of ${records}. A contact that is in neither isn't found.`;
}
