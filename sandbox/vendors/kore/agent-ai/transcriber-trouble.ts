import { memberOf, textOf } from "../../shared/read-request";
import type { VendorAnswer } from "../../shared/serve-vendor";

const troubles = ["down", "slow", "silent", "redirect", "rubbish", "unauthorized", "ends-early"] as const;
export type TranscriberTrouble = (typeof troubles)[number];

/** What goes wrong with the transcriber: for one contact, or for all. Not stored. */
export class TranscriberTroubles {
  #ofAll: TranscriberTrouble | undefined;
  readonly #ofContact = new Map<string, TranscriberTrouble>();

  of(contactId: string | undefined): TranscriberTrouble | undefined {
    return (contactId === undefined ? undefined : this.#ofContact.get(contactId)) ?? this.#ofAll;
  }

  /** PUT /_sandbox/agent-ai/transcriber {trouble?, contactId?}: without a trouble it is well again. */
  set(body: unknown): VendorAnswer {
    const given = memberOf(body, "trouble");
    const trouble = troubles.find((one) => one === given);
    if (given !== undefined && trouble === undefined)
      return { status: 400, body: { message: `trouble must be one of ${troubles.join(", ")}.` } };
    const contactId = textOf(body, "contactId");
    if (contactId === undefined) this.#ofAll = trouble;
    else if (trouble === undefined) this.#ofContact.delete(contactId);
    else this.#ofContact.set(contactId, trouble);
    return { status: 200, body: {} };
  }
}
