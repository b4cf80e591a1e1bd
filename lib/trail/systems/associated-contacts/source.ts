import type { ContactId } from "@/lib/kernel/ids";
import type { SourcePanel, TrailEvent } from "../../event";
import { eventKind } from "../../event-kind";
import { defineSource, type SourceReading } from "../../trail-source";
import { fetchContactTree, type TreeContact } from "./contact-tree";

const name = "associated-contacts";
const relatedContact = eventKind<{ initiationMethod: string }>("associated-contacts.contact");

/** The other contacts of the same call: transfers, consultations, callbacks. Each has a trail of its own. */
export const associatedContacts = defineSource({
  name,
  iamActions: ["connect:ListAssociatedContacts"],
  open: (context, subject) => [
    {
      source: name,
      title: "Associated contacts",
      read: async (signal) => {
        const { contacts, complete } = await fetchContactTree(context, subject, signal);
        return describeTree(subject.contactId, contacts, { complete, trailHref: context.trailHref });
      },
    },
  ],
});

/** Pure: an event for each other contact at its beginning, and the whole tree beside the time line. */
export function describeTree(
  contactId: ContactId,
  contacts: TreeContact[],
  { complete, trailHref }: { complete: boolean; trailHref?: ((contactId: ContactId) => string) | undefined },
): SourceReading {
  const others = contacts.filter((one) => one.contactId !== contactId);
  if (others.length === 0) return { events: [], ...(complete && { isAnswer: true }) };
  const events = others.flatMap((one) => {
    const event = toEvent(one);
    return event ? [trailHref ? { ...event, link: linkTo(one.contactId, trailHref) } : event] : [];
  });
  return { events, panel: treePanel(contactId, contacts, complete) };
}

function linkTo(contactId: ContactId, trailHref: (contactId: ContactId) => string): TrailEvent["link"] {
  return { label: "Open its trail", href: trailHref(contactId) };
}

function toEvent(contact: TreeContact): TrailEvent | undefined {
  const { contactId, initiatedAt, initiationMethod = "", channel, previousContactId } = contact;
  if (!initiatedAt || Number.isNaN(initiatedAt.getTime())) return undefined;
  const method = methods[initiationMethod];
  return {
    id: `${name}:${contactId}`,
    at: initiatedAt.toISOString(),
    source: name,
    // Of the call as a whole: it proves nothing of the hops of this contact.
    hop: "number",
    severity: "info",
    ...relatedContact.of({ initiationMethod }),
    title: `${method?.title ?? "Another contact of the same call started"}: ${contactId}`,
    detail:
      [channel, previousContactId && `from ${previousContactId}`].filter(Boolean).join(" · ") || undefined,
    contactId,
    raw: {
      ...contact,
      initiatedAt: initiatedAt.toISOString(),
      disconnectedAt: contact.disconnectedAt?.toISOString(),
    },
  };
}

const methods: Record<string, { title: string; word: string }> = {
  INBOUND: { title: "The call came in", word: "Call" },
  OUTBOUND: { title: "An agent placed an outbound call", word: "Outbound call" },
  TRANSFER: { title: "The call was transferred", word: "Transfer" },
  QUEUE_TRANSFER: { title: "The call moved to another queue", word: "Queue transfer" },
  CALLBACK: { title: "A callback started", word: "Callback" },
  API: { title: "A contact was started by API", word: "By API" },
  EXTERNAL_OUTBOUND: { title: "An agent called an external number", word: "Outside call" },
  MONITOR: { title: "A supervisor listened in", word: "Monitoring" },
  DISCONNECT: { title: "The disconnect flow started a contact", word: "After the end" },
};

/** Each contact under the one that it came from, in the order of their beginnings. */
function treePanel(contactId: ContactId, contacts: TreeContact[], complete: boolean): SourcePanel {
  const known = new Set<string>(contacts.map((one) => one.contactId));
  const byParent = new Map<string, TreeContact[]>();
  for (const one of [...contacts].sort((a, b) => timeOf(a) - timeOf(b))) {
    const parent = one.previousContactId ?? one.relatedContactId ?? "";
    const key = known.has(parent) && parent !== one.contactId ? parent : "";
    byParent.set(key, [...(byParent.get(key) ?? []), one]);
  }
  const rows: SourcePanel["rows"] = [];
  const shown = new Set<string>();
  const open = (byParent.get("") ?? []).map((one) => ({ one, depth: 0 })).reverse();
  // Contacts that name each other in a circle have no root: they come last, flat.
  for (const one of [...contacts].reverse()) open.unshift({ one, depth: 0 });
  for (let next = open.pop(); next; next = open.pop()) {
    const { one, depth } = next;
    if (shown.has(one.contactId)) continue;
    shown.add(one.contactId);
    rows.push({ key: "contactId", label: labelOf(one, depth, contactId), value: one.contactId, kind: "id" });
    const children = byParent.get(one.contactId) ?? [];
    open.push(...children.map((child) => ({ one: child, depth: depth + 1 })).reverse());
  }
  if (!complete) {
    const value = "This call has more contacts than shown here.";
    rows.push({ key: "truncated", label: "Not all of them", value });
  }
  return { title: "Contacts of this call", rows };
}

const deepestIndent = 8;

function labelOf(one: TreeContact, depth: number, contactId: ContactId): string {
  const word = methods[one.initiationMethod ?? ""]?.word ?? one.initiationMethod ?? "Contact";
  const time = one.initiatedAt?.toISOString().slice(11, 19);
  const indent = depth === 0 ? "" : `${"\u2003".repeat(Math.min(depth, deepestIndent) - 1)}└ `;
  return `${indent}${word}${time ? ` ${time}` : ""}${one.contactId === contactId ? " (this contact)" : ""}`;
}

function timeOf({ initiatedAt }: TreeContact): number {
  return initiatedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
