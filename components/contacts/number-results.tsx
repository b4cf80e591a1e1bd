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
  const { contacts, number, account, complete, readFrom } = result;
  return (
    <Panel>
      <PanelHeader
        title={`Calls from ${number}`}
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
          Incomplete: the flow log is too large for one search. It was read back to <Time at={readFrom} />. To
          find earlier calls, filter by time and queue below.
        </p>
      )}
      {contacts.length > 0 ? (
        <ContactRows slug={slug} contacts={contacts} label="Calls from this number" />
      ) : (
        <EmptyState title="This number isn't in the day's flow log">
          A flow logs a caller's number only where a block uses it, such as the transfer to the voice agent,
          and only while its log is on. Search by time and queue instead.
        </EmptyState>
      )}
    </Panel>
  );
}
