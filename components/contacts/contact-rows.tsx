import Link from "next/link";
import { formatDuration } from "@/components/ui/format-time";
import { type State, StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { ListedContact, ListedFinding } from "@/lib/contacts/search/name-rows";
import { shortId } from "@/lib/kernel/short-id";
import { sayValue } from "./contact-words";

interface ContactRowsProps {
  slug: string;
  contacts: readonly ListedContact[];
  label: string;
}

/** One link a contact, which leads to its trail: what is wrong with it, then whose it was. Two lines where one is too narrow. */
export function ContactRows({ slug, contacts, label }: ContactRowsProps) {
  return (
    <ul aria-label={label} className="divide-y divide-line" data-testid="contacts">
      {contacts.map((contact) => (
        <li key={contact.contactId}>
          <Link
            href={`/${slug}/contacts/${contact.contactId}`}
            prefetch={false}
            className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-4 gap-y-0.5 px-3.5 py-1.5 -outline-offset-2 hover:bg-hover sm:grid-cols-[96px_72px_minmax(0,1fr)_auto] xl:grid-cols-[96px_72px_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,1fr)_64px]"
          >
            <span className="text-ink-soft xl:col-start-1 xl:row-start-1">
              {contact.initiatedAt ? <Time at={contact.initiatedAt} /> : "time unknown"}
            </span>
            <span title={contact.contactId} className="font-mono text-xs xl:col-start-2 xl:row-start-1">
              {shortId(contact.contactId)}
            </span>
            <Found contact={contact} />
            <span className="col-start-3 row-start-1 text-right text-xs text-ink-soft tabular-nums sm:col-start-4 xl:col-start-7">
              {formatLength(contact)}
            </span>
            <span className="col-span-full flex min-w-0 flex-wrap gap-x-3 text-ink-soft max-xl:text-xs xl:contents">
              <span
                title={contact.integration}
                className="min-w-0 truncate max-xl:empty:hidden xl:col-start-4 xl:row-start-1"
              >
                {contact.integration ?? ""}
              </span>
              <span className="min-w-0 truncate tabular-nums xl:col-start-5 xl:row-start-1">
                {describeKind(contact)}
              </span>
              <span title={describeWhere(contact)} className="min-w-0 truncate xl:col-start-6 xl:row-start-1">
                {describeWhere(contact)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const silent: Record<Exclude<ListedContact["scanned"], "found">, { state: State; words: string }> = {
  clear: { state: "good", words: "No findings" },
  "not-ours": { state: "unknown", words: "No integration took part" },
  unclear: { state: "unknown", words: "No verdict" },
  "not-scanned": { state: "unknown", words: "Not scanned yet" },
};

/** A square for bad and a triangle for attention, as in the trail, and words for both. */
function Found({ contact: { scanned, findings } }: { contact: ListedContact }) {
  const [worst, ...rest] = findings;
  const look =
    "col-span-full row-start-2 flex min-w-0 items-center gap-1.5 sm:col-span-1 sm:col-start-3 sm:row-start-1";
  if (scanned === "found" && worst) {
    return (
      <span
        className={`${look} ${inkOf(worst)}`}
        data-severity={worst.severity ?? "unknown"}
        title={findings.map(({ name }) => name).join("\n")}
      >
        <StateMark state={stateOf(worst)} title={wordOf(worst)} />
        <span className="min-w-0 truncate">{worst.name}</span>
        {rest.length > 0 ? (
          <span className="shrink-0 text-2xs">
            +{rest.length}
            <span className="sr-only"> more: {rest.map(({ name }) => name).join(", ")}</span>
          </span>
        ) : null}
      </span>
    );
  }
  const { state, words } = silent[scanned === "found" ? "unclear" : scanned];
  return (
    <span className={`${look} text-ink-soft`} data-scanned={scanned}>
      <span aria-hidden="true" className="flex">
        <StateMark state={state} title={words} />
      </span>
      <span className="min-w-0 truncate">{words}</span>
    </span>
  );
}

/** Of old rows only that something was found is known: that asks for attention at least. */
function stateOf({ severity }: ListedFinding): State {
  return severity ?? "attention";
}

function inkOf({ severity }: ListedFinding): string {
  return severity === "bad" ? "text-bad-ink" : "text-attention-ink";
}

function wordOf({ severity }: ListedFinding): string {
  return severity === "bad" ? "Wrong" : severity === "attention" ? "Attention" : "Finding";
}

function formatLength({ initiatedAt, endedAt, channel }: ListedContact): string {
  if (initiatedAt && endedAt) return formatDuration(Date.parse(endedAt) - Date.parse(initiatedAt));
  return channel ? "in progress" : "";
}

function describeKind({ channel, initiationMethod, caller }: ListedContact): string {
  const kind = [channel, initiationMethod].flatMap((one) => (one ? sayValue(one) : []));
  return [...(caller ? [caller] : []), ...kind].join(" · ");
}

function describeWhere({ queue, agent, channel }: ListedContact): string {
  const where = [queue, agent].filter(Boolean).join(" → ");
  return where || (channel ? "not queued" : "record can't be read");
}
