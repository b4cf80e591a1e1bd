import { z } from "zod";
import { parseContactId } from "@/lib/kernel/contact-id";
import { contactIdInput } from "@/lib/kernel/id-input";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { type Result, succeed } from "@/lib/kernel/result";
import type { ContactCenter } from "./contact-center";
import { vendors } from "./registry";
import type { Vendor } from "./vendor";

export interface VendorCenter {
  vendor: Vendor;
  center: ContactCenter;
}

/** Every contact center that isn't Amazon Connect, with whose it is. */
export const contactCenters: readonly VendorCenter[] = vendors.flatMap((vendor) =>
  vendor.contactCenter ? [{ vendor, center: vendor.contactCenter }] : [],
);

/** The contact center behind a connection of this kind; undefined for AWS, and for a vendor that has none. */
export function centerOfConnection(kind: string): VendorCenter | undefined {
  return contactCenters.find(({ vendor }) => vendor.connection.kind === kind);
}

/** The contact centers whose contacts' ids look like this one: none for a UUID, which is Amazon Connect's. */
export function centersOfId(id: string): VendorCenter[] {
  return contactCenters.filter(({ center }) => isWhole(center.shape, id));
}

/**
 * A contact's id as it stands in an address, an action's input, or a page's token: Amazon Connect's as `parseContactId` reads
 * it, or another contact center's, whose case is kept.
 */
export function parseAnyContactId(text: string): Result<ContactId> {
  return centersOfId(text).length > 0 ? succeed(asContactId(text)) : parseContactId(text);
}

/** The same of an action's input, or of JSON that we wrote. */
export const anyContactIdInput = z.string().transform((text, context): ContactId => {
  const [center] = centersOfId(text);
  const id = center ? asContactId(text) : contactIdInput.safeParse(text).data;
  if (id !== undefined) return id;
  context.addIssue({ code: "custom", message: "This isn't a contact ID." });
  return z.NEVER;
});

const longest = 128;

function isWhole({ source, flags }: RegExp, id: string): boolean {
  return id.length <= longest && new RegExp(`^(?:${source})$`, flags.replace(/[gy]/g, "")).test(id);
}
