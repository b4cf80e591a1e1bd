import type { FieldDifference } from "@/lib/kernel/field-difference";

/** Whose a thing in the account is, by its tags, or by our own record where AWS has no tags. */
export type Ownership =
  | { kind: "ours" }
  | { kind: "untagged" }
  | { kind: "other-integration" | "other-tenant" | "other-installation"; owner: string };

export interface Observed<State> {
  /** In the shape of the props, as they would have to be to describe what is there. */
  state: State;
  /** What others may refer to: arn, id, url. */
  outputs: Record<string, string>;
  ownership: Ownership;
  /**
   * What stood there before us, where AWS keeps no tags (a number's earlier flow). Given while we have no record of the
   * thing; "nothing" is given as such, so that it is kept.
   */
  previous?: unknown;
  /** It stood there before us and serves as it is, so that what departs was not changed behind our back. */
  standsAlready?: true;
  /** Fields outside the props that aren't as they have to be, whatever the settings say; values safe to show. */
  departures?: FieldDifference[];
  /** Roughly how many records it holds, where it holds any. It may change at any time, so nothing is compared with it. */
  storedRecords?: number;
}
