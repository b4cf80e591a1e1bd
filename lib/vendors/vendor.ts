import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import type { AnyConnectionKind } from "@/lib/connection-kinds/connection-kind";
import type { FindingRule } from "@/lib/trail/findings/finding-rule";
import type { TrailSource } from "@/lib/trail/trail-source";
import type { TrailVendor } from "@/lib/trail/trail-vendor";
import type { VendorId } from "./vendor-id";

/**
 * Everything there is to know about one maker of voice agents, in one folder: `lib/vendors/<name>/vendor.ts` and one line in
 * `registry.ts`. What other rooms need of a vendor they ask the registry for; none names one.
 */
export interface Vendor extends TrailVendor {
  /** Its folder, its connection's kind, and its hop on a trail: "kore". */
  name: string;
  /** For sentences: "Kore". */
  title: string;
  /** How the tenant's account with the vendor is stored, tested and shown. */
  connection: AnyConnectionKind;
  /** The kinds of integration with it. */
  blueprints: readonly AnyBlueprint[];
  /** What it knows itself of a contact; each is listed after the shared source that it names. */
  sources: readonly { source: TrailSource; after: string }[];
  /** What can go wrong with it alone. Order matters among findings: each goes before the shared one that it names. */
  findings: readonly { rule: FindingRule; before: string }[];
  /** Where a call is while the vendor has it. */
  hop: VendorHop;
  /** What contacts are looked for by in the search, besides their own ids. */
  ids: readonly VendorId[];
}

export interface VendorHop {
  /** A heading: "Kore". */
  title: string;
  /** What is waited for while a call is watched: "Kore talks to the caller". */
  waits: string;
}
