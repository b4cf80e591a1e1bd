import { asContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { ContactCenter } from "./contact-center";
import { contactCenters } from "./contact-centers";
import { vendors } from "./registry";
import type { Vendor } from "./vendor";
import { askEach, type IdAnswer, type VendorId } from "./vendor-id";

/** A kind of id as data, for a browser: regular expressions as their parts. */
export interface IdWords {
  kind: string;
  title: string;
  label: PatternParts;
  shape: PatternParts;
}

export interface PatternParts {
  source: string;
  flags: string;
}

/** Every kind of id that vendors know contacts by, with whose it is: a contact center's own contacts first. */
export const vendorIds: readonly { vendor: Vendor; id: VendorId }[] = [
  ...contactCenters.map(({ vendor, center }) => ({ vendor, id: idOfCenter(vendor.name, center) })),
  ...vendors.flatMap((vendor) => vendor.ids.map((id) => ({ vendor, id }))),
];

/** The kind under which a contact center's own contacts are looked for. */
export function centerIdKind(vendorName: string): string {
  return `${vendorName}-contact`;
}

/** Its contact is the id itself, where one of the tenant's accounts has it. */
function idOfCenter(vendorName: string, { title, contact, label, shape, open }: ContactCenter): VendorId {
  return {
    kind: centerIdKind(vendorName),
    title: `${title} ${contact}`,
    label,
    shape,
    find: ({ connections }, id, signal) =>
      askEach(connections, async (connection): Promise<IdAnswer> => {
        const opened = await open(connection, asContactId(id), signal);
        if (opened.ok)
          return opened.value.described ? { contactId: asContactId(id) } : { problem: unread(title) };
        return opened.problem.code === "contact-unknown" ? undefined : { problem: opened.problem };
      }),
  };
}

function unread(title: string): Problem {
  return {
    code: "contact-record-unread",
    sentence: `${title} didn't return the record.`,
    wayOut: "Try again. The connection's page shows whether it works.",
  };
}

export function listIdWords(): IdWords[] {
  return vendorIds.map(({ id: { kind, title, label, shape } }) => ({
    kind,
    title,
    label: partsOf(label),
    shape: partsOf(shape),
  }));
}

function partsOf({ source, flags }: RegExp): PatternParts {
  return { source, flags };
}
