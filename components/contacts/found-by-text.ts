import type { ActionResult } from "@/lib/access/action";
import type { OfferedNumber } from "@/lib/contacts/search/offer-numbers";
import type { NumberResult } from "@/lib/contacts/search/search-number";
import type { ContactId } from "@/lib/kernel/ids";

/** Where a text leads. */
export type FoundByText =
  | { kind: "contact"; contactId: ContactId }
  /** Its ARN names an instance of another tenant, which this person may open. */
  | { kind: "elsewhere"; contactId: string; slug: string; name: string }
  /** What a number without a country may be. */
  | { kind: "offers"; offers: OfferedNumber[] }
  /** Those that a number called on a day. */
  | ({ kind: "number" } & NumberResult);

export type FindByText = (
  slug: string,
  asked: { text: string; account?: string; from?: string; to?: string },
) => Promise<ActionResult<FoundByText>>;
