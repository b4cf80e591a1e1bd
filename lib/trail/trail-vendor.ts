import type { Hop } from "@/lib/hops/hop";
import { type FunctionHop, hopOfFunction } from "@/lib/hops/hop-of-function";
import type { ContactId } from "@/lib/kernel/ids";
import type { PanelRow } from "./event";
import type { MetadataColumns } from "./systems/metadata/metadata-columns";
import type { SipHeaders } from "./systems/sip/sip-headers";

/** What the shared sources of a trail go by of a vendor: facts that it declares, handed to them by whoever opens the trail. */
export interface TrailVendor {
  /** Also its hop. */
  name: string;
  /** How its voice agent gets the call: through a voice connector, or over the telephone network. Absent: it has none. */
  transfers?: "sip" | "phone";
  functionHops: readonly FunctionHop[];
  /** What it says of itself in its SIP messages. */
  sip?: SipHeaders;
  /** What it posts into the metadata table. */
  metadata?: MetadataColumns;
  /** What it makes of a contact's attributes, for people: rows below them, each with `madeOf`. Pure. */
  describeAttributes?(attributes: Readonly<Record<string, string>>, contactId: ContactId): PanelRow[];
}

/** The vendors that a trail may show, as a trail's context holds them. */
export interface TrailVendors {
  /** Those of the integrations first: where nothing else tells whose voice agent had the call, the first one that fits counts. */
  vendors: readonly TrailVendor[];
  /** The vendor's name, where a flow is an integration's. */
  vendorOfFlow?: (flowArn: string) => string | undefined;
}

export const noVendors: TrailVendors = { vendors: [] };

export function functionHop({ vendors }: TrailVendors, functionNameOrArn: string): Hop {
  return hopOfFunction(
    functionNameOrArn,
    vendors.flatMap(({ functionHops }) => functionHops),
  );
}

/** Where a call is that the flow has handed over. "sip" when no vendor takes calls that way. */
export function voiceAgentHop(
  { vendors, vendorOfFlow }: TrailVendors,
  flowArn: string,
  way: NonNullable<TrailVendor["transfers"]>,
): Hop {
  const fits = vendors.filter(({ transfers }) => transfers === way);
  const own = vendorOfFlow?.(flowArn);
  return (fits.find(({ name }) => name === own) ?? fits[0])?.name ?? "sip";
}
